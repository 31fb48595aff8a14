// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plugin's entry and its devices. torch_model.cpp is the only file that includes torch.

#include "inference/engine/torch/cuda_driver.h"
#include "inference/engine/torch/torch_model.h"
#include "inference/engine/torch_plugin.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::TorchBackend", text);
}

QString processorName()
{
    QFile info(QStringLiteral("/proc/cpuinfo"));
    if (info.open(QIODevice::ReadOnly)) {
        const QByteArray text = info.readAll();
        const qsizetype start = text.indexOf("model name");
        const qsizetype colon = start < 0 ? -1 : text.indexOf(':', start);
        if (colon > 0)
            return QString::fromUtf8(text.mid(colon + 1, text.indexOf('\n', colon) - colon - 1)).trimmed();
    }
    return tr("Processor");
}

class TorchBackend : public Backend {
public:
    QString name() const override { return QStringLiteral("LibTorch"); }
    QString version() const override { return torchVersion(); }
    std::vector<DeviceInfo> devices() override;
    Result<std::unique_ptr<LoadedModel>> load(const QString& path, const LoadOptions& options) override;

private:
    Result<DeviceInfo> pick(const QString& wish);
};

std::vector<DeviceInfo> TorchBackend::devices()
{
    const auto pages = static_cast<quint64>(::sysconf(_SC_PHYS_PAGES));
    std::vector<DeviceInfo> found = {
        {QStringLiteral("cpu"), processorName(), pages * static_cast<quint64>(::sysconf(_SC_PAGESIZE))}};
    const int count = torchCudaDeviceCount();
    for (int i = 0; i < count; ++i) {
        DeviceInfo device = cudaDevice(i);
        device.id = QStringLiteral("cuda:%1").arg(i);
        found.push_back(std::move(device));
    }
    return found;
}

Result<DeviceInfo> TorchBackend::pick(const QString& wish)
{
    const std::vector<DeviceInfo> known = devices();
    if (wish == QLatin1String("auto"))
        return known.size() > 1 ? known[1] : known[0];
    const QString id = wish == QLatin1String("cuda") ? QStringLiteral("cuda:0") : wish;
    QStringList ids;
    for (const DeviceInfo& device : known) {
        if (device.id == id)
            return device;
        ids << device.id;
    }
    return fail(ErrorCode::InvalidArgument,
                tr("There is no device \"%1\" that LibTorch %2 can use here; it has %3")
                    .arg(wish, version(), ids.join(QStringLiteral(", "))));
}

Result<std::unique_ptr<LoadedModel>> TorchBackend::load(const QString& path, const LoadOptions& options)
{
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, tr("There is no model file %1").arg(path));
    BADCASE_ASSIGN(const DeviceInfo device, pick(options.device));
    return loadTorchModel(path, device, options);
}

} // namespace

} // namespace badcase::engine

extern "C" Q_DECL_EXPORT badcase::engine::Backend* BADCASE_TORCH_FACTORY(const char** reason)
{
    *reason = nullptr;
    static auto* backend = new badcase::engine::TorchBackend; // never deleted: lives until exit
    return backend;
}
