// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Formats that hold a mask as a list of objects (runs, polygons) and this program's class maps: which class
/// is everything outside of the objects, and how objects that overlap become one map. Pure functions,
/// thread-safe.

#include "inference/core/mask_runs.h"
#include "inference/core/schema.h"
#include "storage/formats/dataset_reader.h"

#include <atomic>
#include <optional>
#include <vector>

namespace badcase::formats {

/// The class called "background" (any letter case, perhaps with underscores around), kNoClass when there is
/// none.
ClassIndex backgroundClass(const Schema& schema);
/// The name under which schemas made from such data sets have that class.
QString backgroundName();

/// Which values of a class map are objects.
struct ObjectClasses {
    std::uint8_t outside = ClassMap::kUnset; ///< pixels of no object: the background class, else no class
    std::vector<ClassIndex> objects;         ///< all other classes, in schema order

    bool isObject(std::uint8_t value) const;
};
/// `twoClasses`: of two classes without a background the first one is taken for it (formats with one mask and
/// no class names).
ObjectClasses objectClasses(const Schema& schema, bool twoClasses = false);

/// A schema of what a file of objects lists: for segmentation "background" is put in front where no class is
/// called so, because the pixels of no object need a class (a model's errors there would count nowhere).
Result<Schema> schemaWithBackground(Task task, std::vector<ClassInfo> classes);

struct ObjectMask {
    MaskRuns runs;
    std::uint8_t value = 0;
    bool underneath = false; ///< a crowd region: every other object lies above it
};

struct FlatMask {
    ClassMap map;
    qint64 overlap = 0; ///< pixels that an object of another class had before
};
/// One map of all objects: large ones first, so that small ones stay visible; of equally large ones the later
/// one wins. Throws std::bad_alloc for sizes beyond every picture, as for those that do not fit the memory;
/// RecordStream makes it that sample's problem.
FlatMask flatten(std::vector<ObjectMask> objects, QSize size, std::uint8_t outside);

/// Counts overlaps over a whole set, from several threads, to be told once.
class OverlapCounter {
public:
    void add(qint64 pixels);
    /// Kind "overlap"; nullopt when there was none. `set` names the data.
    std::optional<SampleProblem> note(const QString& set) const;

private:
    std::atomic<qint64> m_pixels = 0;
    std::atomic<qint64> m_samples = 0;
};

/// How many pixels of a mask are neither an object nor what is outside of all objects: a list of objects
/// cannot say them.
qint64 unsayablePixels(const ClassMap& mask, const ObjectClasses& classes);

} // namespace badcase::formats
