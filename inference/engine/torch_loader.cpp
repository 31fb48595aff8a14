// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/torch_loader.h"

#include "inference/engine/backend.h"
#include "inference/engine/model_file.h"
#include "inference/engine/torch_plugin.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>

#define BADCASE_STRING_(text) #text
#define BADCASE_STRING(text) BADCASE_STRING_(text)

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::TorchLoader", text);
}

/// Does this look like a file that a newer LibTorch wrote? An operator or type that the runtime lacks, or an
/// archive format above its own.
bool soundsNewer(const QString& detail)
{
    static const std::array<QLatin1String, 5> kSigns = {
        QLatin1String("Unknown builtin op"), QLatin1String("Unknown type name"),
        QLatin1String("Unknown type constructor"), QLatin1String("maximum supported version"),
        QLatin1String("has no attribute or method")};
    return std::any_of(kSigns.begin(), kSigns.end(), [&](auto sign) { return detail.contains(sign); });
}

/// The plugin's backend, with load errors that say what the file is and which versions meet.
class ExplainingBackend : public Backend {
public:
    explicit ExplainingBackend(Backend& inner) : m_inner(inner) {}

    QString name() const override { return m_inner.name(); }
    QString version() const override { return m_inner.version(); }
    std::vector<DeviceInfo> devices() override { return m_inner.devices(); }
    Result<std::unique_ptr<LoadedModel>> load(const QString& path, const LoadOptions& options) override
    {
        auto model = m_inner.load(path, options);
        if (model || model.error().code != ErrorCode::Backend)
            return model;
        const Result<ModelFile> file = inspectModelFile(path);
        if (!file)
            return fail(file.error());
        BADCASE_TRY(checkRunnable(*file));
        if (!soundsNewer(model.error().detail))
            return model;
        const QString by = file->writtenBy.isEmpty() ? tr("another version") : file->writtenBy;
        return fail(ErrorCode::Unsupported,
                    tr("%1 was saved by a LibTorch that LibTorch %2 here cannot read (saved by: %3; archive "
                       "format %4). Run "
                       "Badcase with a LibTorch at least as new as the one that saved it, or save the model "
                       "again with %2")
                        .arg(path, version(), by, file->formatVersion),
                    model.error().detail);
    }

private:
    Backend& m_inner;
};

/// Loads one plugin. It is never unloaded: LibTorch registers objects that must outlive everything else.
/// RTLD_NOW, so that a LibTorch that does not fit says so here and not in the middle of a run; RTLD_LOCAL, so
/// that nothing of LibTorch's is taken for a symbol of the program's other libraries.
Result<Backend*> loadPlugin(const QString& path)
{
    void* library = ::dlopen(QFile::encodeName(path).constData(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        return fail(ErrorCode::Backend, tr("%1 cannot be loaded").arg(path),
                    QString::fromLocal8Bit(::dlerror()));
    const auto factory =
        reinterpret_cast<TorchFactory>(::dlsym(library, BADCASE_STRING(BADCASE_TORCH_FACTORY)));
    if (!factory)
        return fail(ErrorCode::Backend, tr("%1 belongs to another version of Badcase").arg(path));
    const char* reason = nullptr;
    Backend* backend = factory(&reason);
    if (!backend)
        return fail(ErrorCode::Backend, tr("%1 does not start").arg(path), QString::fromUtf8(reason));
    static ExplainingBackend explaining(*backend); // reached once: torchBackend() keeps the first success
    return &explaining;
}

Result<Backend*> loadFirstPlugin()
{
    QStringList failures;
    for (const QString& path : torchPluginCandidates()) {
        if (!QFileInfo::exists(path))
            continue;
        auto backend = loadPlugin(path);
        if (backend)
            return backend;
        failures << backend.error().message + QStringLiteral(": ") + backend.error().detail;
    }
    if (!failures.isEmpty()) {
        return fail(
            ErrorCode::Backend,
            tr("LibTorch cannot be loaded, so models cannot be run. Build again with ./run.sh --build-only"),
            failures.join(u'\n'));
    }
    return fail(
        ErrorCode::Backend,
        tr("The LibTorch plugin badcase_torch.so is not here, so models cannot be run. Fetch LibTorch with "
           "cmake/fetch_torch.py, or install the package libtorch-dev, and build again with ./run.sh "
           "--build-only"),
        tr("Looked for: %1").arg(torchPluginCandidates().join(QStringLiteral(", "))));
}

} // namespace

void letTorchThreadsSleep(char** argv)
{
    if (::getenv("OMP_WAIT_POLICY") || ::setenv("OMP_WAIT_POLICY", "passive", 0) != 0)
        return;
    // Somebody's own tunables stay as they are.
    ::setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1", 0);
    ::execv("/proc/self/exe", argv); // comes back only on failure, and then the program is merely slower
}

QStringList torchPluginCandidates()
{
    if (const QString only = qEnvironmentVariable("BADCASE_TORCH_PLUGIN"); !only.isEmpty())
        return {only};
    const QDir program(QCoreApplication::applicationDirPath());
    QStringList candidates;
    for (const auto* name : {"badcase_torch.so", "badcase_torch_distro.so"}) {
        for (const auto* folder : {"", "../", "../lib/badcase/"})
            candidates << QDir::cleanPath(program.filePath(QLatin1String(folder) + QLatin1String(name)));
    }
    return candidates;
}

Result<Backend*> torchBackend()
{
    static std::mutex mutex;
    static Backend* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (!loaded) { // a failure is not remembered: the user may mend it while the program runs
        BADCASE_ASSIGN(loaded, loadFirstPlugin());
    }
    return loaded;
}

} // namespace badcase::engine
