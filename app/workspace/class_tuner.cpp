// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/class_tuner.h"

#include "app/workspace/offset_tuner.h"
#include "app/workspace/tag_tuner.h"

namespace badcase::workspace {

Result<std::unique_ptr<ClassTuner>> ClassTuner::create(std::shared_ptr<const ClassTuningData> data,
                                                       const ObjectiveChoice& choice)
{
    if (data->schema.task() == Task::MultiLabel) {
        BADCASE_ASSIGN(const auto objective, labelObjective(choice, data->schema));
        return std::unique_ptr<ClassTuner>(std::make_unique<TagTuner>(std::move(data), objective, choice));
    }
    BADCASE_ASSIGN(auto objective, classObjective(choice, data->schema));
    return std::unique_ptr<ClassTuner>(std::make_unique<OffsetTuner>(std::move(data), std::move(objective), choice));
}

} // namespace badcase::workspace
