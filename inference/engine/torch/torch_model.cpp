// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only translation unit that includes torch: granular headers (7 s instead of 14 s with torch/torch.h),
// the same source for LibTorch 1.13 and 2.x.

#include "inference/engine/torch/torch_model.h"

#include <ATen/Context.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/passes/tensorexpr_fuser.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThread>

#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <optional>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::TorchBackend", text);
}

bool isOutOfMemory(const QString& text)
{
    // By text, since the TorchScript interpreter turns every exception into a std::runtime_error.
    return text.contains(QLatin1String("out of memory")) ||
           text.contains(QLatin1String("DefaultCPUAllocator")) ||
           text.contains(QLatin1String("std::bad_alloc"));
}

/// The line of a long TorchScript message that says what happened: the last "SomethingError: ...", else the
/// first line.
QString shortReason(const QString& text)
{
    static const QRegularExpression kErrorLine(QStringLiteral("^\\s*[\\w.]*(?:Error|Exception): .+$"),
                                               QRegularExpression::MultilineOption);
    QString line;
    for (auto it = kErrorLine.globalMatch(text); it.hasNext();)
        line = it.next().captured().trimmed();
    if (line.isEmpty())
        line = text.trimmed().section(u'\n', 0, 0);
    return line.size() <= 300 ? line : line.left(300) + QStringLiteral("…");
}

/// What a library exception becomes. `what` names the file and says what was being done.
Error errorOf(const QString& what, const char* said)
{
    const QString text = QString::fromUtf8(said);
    if (isOutOfMemory(text))
        return {ErrorCode::TooLarge, tr("%1: there is not enough memory; try a smaller batch").arg(what),
                text};
    return {ErrorCode::Backend, QStringLiteral("%1: %2").arg(what, shortReason(text)), text};
}

/// Runs `body` and turns whatever LibTorch throws into an Error; nothing is thrown past this file.
template <class Body>
auto guarded(const QString& what, Body body) -> decltype(body())
{
    try {
        return body();
    } catch (const c10::Error& error) {
        return fail(errorOf(what, error.what_without_backtrace()));
    } catch (const std::bad_alloc&) {
        return fail(errorOf(what, "std::bad_alloc"));
    } catch (const std::exception& error) {
        return fail(errorOf(what, error.what()));
    } catch (...) {
        return fail(ErrorCode::Backend, tr("%1: LibTorch threw something unknown").arg(what));
    }
}

/// Loading libtorch_cuda.so registers CUDA with libtorch_cpu.so, which is all the build links. It has to
/// happen before the first question about CUDA, whose answer LibTorch remembers.
void registerCuda()
{
    static std::once_flag once;
    std::call_once(once, [] {
        Dl_info info = {};
        if (::dladdr(reinterpret_cast<const void*>(&at::get_num_threads), &info) == 0)
            return;
        const QString library =
            QFileInfo(QFile::decodeName(info.dli_fname)).dir().filePath(QStringLiteral("libtorch_cuda.so"));
        // Without a driver the library is only half a gigabyte of memory.
        if (QFileInfo::exists(library) && ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL))
            ::dlopen(QFile::encodeName(library).constData(), RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    });
}

/// Layers take and free tensors of megabytes. glibc gives such memory back to the system at once and takes it
/// again page by page, which made up 5 % of a run; it is told to keep it. ~TorchModel() gives it back.
void keepMemoryBetweenLayers()
{
#ifdef __GLIBC__
    constexpr int kLargestKept = 32 << 20; ///< the most that glibc accepts
    constexpr int kKept = 256 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kLargestKept);
    ::mallopt(M_TRIM_THRESHOLD, kKept);
#endif
}

void giveMemoryBack()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

/// Settings of the whole process, once: no run-time fusion (it compiles anew for every input shape, which
/// costs more than it gains for pictures of many sizes), and float32 that is float32 on the GPU too.
void configureOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        keepMemoryBetweenLayers();
        torch::jit::setTensorExprFuserEnabled(false);
        if (torchCudaDeviceCount() > 0) {
            at::globalContext().setAllowTF32CuDNN(false);
            at::globalContext().setAllowTF32CuBLAS(false);
        }
    });
}

at::Tensor view(const Tensor& tensor)
{
    if (tensor.isInteger())
        return at::from_blob(const_cast<std::int64_t*>(tensor.integers.data()), tensor.shape, at::kLong);
    return at::from_blob(const_cast<float*>(tensor.values.data()), tensor.shape, at::kFloat);
}

at::ScalarType scalarType(Precision precision)
{
    switch (precision) {
    case Precision::Fp16:
        return at::kHalf;
    case Precision::Bf16:
        return at::kBFloat16;
    case Precision::Fp32:
        break;
    }
    return at::kFloat;
}

/// Largest difference allowed between the optimised module and the plain one, relative to the largest output: some
/// steps of the precision.
double parityOf(Precision precision)
{
    switch (precision) {
    case Precision::Fp16:
        return 1e-2;
    case Precision::Bf16:
        return 5e-2;
    case Precision::Fp32:
        break;
    }
    return 1e-4;
}

Tensor copyOut(const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.to(at::kCPU, at::kFloat).contiguous();
    Tensor copy;
    copy.shape.assign(plain.sizes().begin(), plain.sizes().end());
    copy.values.resize(static_cast<std::size_t>(plain.numel()));
    if (!copy.values.empty())
        std::memcpy(copy.values.data(), plain.data_ptr<float>(), copy.values.size() * sizeof(float));
    return copy;
}

/// The tensors of what forward() returned: a tensor, or a tuple, list or dictionary of tensors.
Result<std::vector<Tensor>> outputsOf(const c10::IValue& value, const QString& path)
{
    std::vector<c10::IValue> parts;
    if (value.isTensor()) {
        parts.push_back(value);
    } else if (value.isTuple()) {
        const auto& elements = value.toTupleRef().elements();
        for (std::size_t i = 0; i < elements.size(); ++i)
            parts.push_back(elements[i]);
    } else if (value.isTensorList()) {
        for (const at::Tensor& element : value.toTensorVector())
            parts.emplace_back(element);
    } else if (value.isGenericDict()) {
        for (const auto& entry : value.toGenericDict())
            parts.push_back(entry.value());
    }
    std::vector<Tensor> outputs;
    for (const c10::IValue& part : parts) {
        if (!part.isTensor() && !part.isNone()) {
            parts.clear();
            break;
        }
        outputs.push_back(part.isTensor() ? copyOut(part.toTensor()) : Tensor{{0}, {}});
    }
    if (parts.empty()) {
        return fail(ErrorCode::Backend, tr("%1 returns %2; expected a tensor or a tuple of tensors")
                                            .arg(path, QString::fromStdString(value.type()->str())));
    }
    return outputs;
}

bool agree(const std::vector<Tensor>& plain, const std::vector<Tensor>& fast, double tolerance)
{
    if (plain.size() != fast.size())
        return false;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (plain[i].shape != fast[i].shape)
            return false;
        double largest = 1.0;
        for (const float value : plain[i].values)
            largest = std::isfinite(value) ? std::max(largest, std::abs(double(value))) : largest;
        for (std::size_t k = 0; k < plain[i].values.size(); ++k) {
            const float a = plain[i].values[k];
            const float b = fast[i].values[k];
            const bool same = a == b || (std::isnan(a) && std::isnan(b));
            if (!same && !(std::abs(double(a) - double(b)) <= tolerance * largest))
                return false;
        }
    }
    return true;
}

class TorchModel : public LoadedModel {
public:
    TorchModel(QString path, DeviceInfo device, Precision precision, torch::jit::Module module)
        : m_path(std::move(path)),
          m_device(std::move(device)),
          m_target(m_device.id.toStdString()),
          m_precision(precision),
          m_plain(std::move(module)),
          m_threads(at::get_num_threads())
    {}

    ~TorchModel() override
    {
        m_plain.reset();
        m_fast.reset();
        giveMemoryBack();
    }
    TorchModel(const TorchModel&) = delete;
    TorchModel& operator=(const TorchModel&) = delete;

    DeviceInfo device() const override { return m_device; }
    int threads() const override { return m_threads; }
    QString notice() const override { return m_notice; }
    Result<std::vector<Tensor>> forward(std::span<const Tensor> inputs) override;
    using LoadedModel::forward;

    void optimise(const std::vector<std::int64_t>& exampleShape);

private:
    Result<std::vector<Tensor>> run(torch::jit::Module& module, std::span<const Tensor> inputs,
                                    bool channelsLast);
    Result<std::vector<Tensor>> runFast(std::span<const Tensor> inputs);
    Result<std::vector<Tensor>> runBoth(std::span<const Tensor> inputs);
    at::Tensor onTarget(const Tensor& input, bool channelsLast) const;
    void dropFast(const QString& why);

    QString m_path;
    DeviceInfo m_device;
    c10::Device m_target;
    Precision m_precision;
    std::optional<torch::jit::Module> m_plain; ///< released once the optimised one has proved itself
    std::optional<torch::jit::Module> m_fast;
    bool m_checked = false; ///< the optimised module was compared with the plain one
    int m_threads = 1;
    QString m_notice;
};

/// Always a copy: a model may write into its input.
at::Tensor TorchModel::onTarget(const Tensor& input, bool channelsLast) const
{
    const at::Tensor host = view(input);
    const at::ScalarType type = input.isInteger() ? at::kLong : scalarType(m_precision);
    if (m_target.is_cpu()) {
        const auto format = channelsLast && input.shape.size() == 4 ? at::MemoryFormat::ChannelsLast
                                                                    : at::MemoryFormat::Contiguous;
        return host.to(m_target, type, /*non_blocking=*/false, /*copy=*/true, format);
    }
    // From page-locked memory the copy runs at the full speed of the bus and beside the kernels; the conversion to
    // fewer bits is done there, where it costs nothing. The allocator keeps the page-locked block until the copy is
    // through.
    return host.pin_memory().to(m_target, /*non_blocking=*/true).to(type);
}

Result<std::vector<Tensor>> TorchModel::run(torch::jit::Module& module, std::span<const Tensor> inputs,
                                            bool channelsLast)
{
    return guarded(tr("The model %1 failed").arg(m_path), [&]() -> Result<std::vector<Tensor>> {
        const c10::InferenceMode inference;
        std::vector<c10::IValue> arguments;
        arguments.reserve(inputs.size());
        for (const Tensor& input : inputs)
            arguments.emplace_back(onTarget(input, channelsLast));
        return outputsOf(module.forward(std::move(arguments)), m_path);
    });
}

/// channels_last halves the time of convolutions on the CPU (oneDNN); on the GPU float32 gains nothing by it.
Result<std::vector<Tensor>> TorchModel::runFast(std::span<const Tensor> inputs)
{
    return run(*m_fast, inputs, true);
}

/// The first input goes through both modules. Where they disagree the plain one is right, and stays.
Result<std::vector<Tensor>> TorchModel::runBoth(std::span<const Tensor> inputs)
{
    auto plain = run(*m_plain, inputs, false);
    if (!plain)
        return plain; // nothing was learnt of the optimised module
    const auto fast = runFast(inputs);
    if (!fast)
        dropFast(fast.error().message);
    else if (!agree(*plain, *fast, parityOf(m_precision)))
        dropFast(tr("its outputs differ"));
    else
        m_plain.reset();
    m_checked = true;
    return plain;
}

void TorchModel::dropFast(const QString& why)
{
    m_fast.reset();
    m_notice =
        tr("%1 runs unoptimised, more slowly: the optimised module was not used (%2)").arg(m_path, why);
}

void TorchModel::optimise(const std::vector<std::int64_t>& exampleShape)
{
    const auto frozen =
        guarded(m_path, [&]() -> Result<torch::jit::Module> { return torch::jit::freeze(*m_plain); });
    if (!frozen) {
        dropFast(frozen.error().message);
        return;
    }
    m_fast = *frozen;
    if (exampleShape.empty())
        return;
    Tensor example;
    example.shape = exampleShape;
    example.values.resize(static_cast<std::size_t>(example.size()));
    for (std::size_t i = 0; i < example.values.size();
         ++i) // no two neighbours alike, the same on every machine
        example.values[i] = static_cast<float>(std::sin(0.37 * double(i) + 1e-4 * double(i % 997)));
    (void)runBoth(std::span(&example, 1)); // an error here comes again, and is reported, with the first real input
}

Result<std::vector<Tensor>> TorchModel::forward(std::span<const Tensor> inputs)
{
    for (const Tensor& input : inputs) {
        if (input.size() < 0 || static_cast<std::size_t>(input.size()) != input.count()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The input of %1 has %2 values, but its shape needs %3")
                            .arg(m_path)
                            .arg(input.count())
                            .arg(input.size()));
        }
    }
    if (!m_fast)
        return run(*m_plain, inputs, false);
    return m_checked ? runFast(inputs) : runBoth(inputs);
}

} // namespace

QString torchVersion()
{
    return QStringLiteral("%1.%2.%3")
        .arg(TORCH_VERSION_MAJOR)
        .arg(TORCH_VERSION_MINOR)
        .arg(TORCH_VERSION_PATCH);
}

int torchCudaDeviceCount()
{
    registerCuda();
    const auto count = guarded({}, []() -> Result<int> {
        return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
    });
    return count.value_or(0);
}

Result<std::unique_ptr<LoadedModel>> loadTorchModel(const QString& path, const DeviceInfo& device,
                                                    const LoadOptions& options)
{
    configureOnce();
    // Threads are a property of the calling thread with OpenMP: set where the model will run.
    const int threads = options.threads > 0 ? options.threads : std::max(1, QThread::idealThreadCount());
    return guarded(tr("%1 cannot be loaded").arg(path), [&]() -> Result<std::unique_ptr<LoadedModel>> {
        at::set_num_threads(threads);
        const c10::Device target(device.id.toStdString());
        torch::jit::Module module = torch::jit::load(QFile::encodeName(path).toStdString(), target);
        module.eval();
        if (options.precision != Precision::Fp32)
            module.to(scalarType(options.precision));
        auto model = std::make_unique<TorchModel>(path, device, options.precision, std::move(module));
        if (options.optimise)
            model->optimise(options.exampleShape);
        return std::unique_ptr<LoadedModel>(std::move(model));
    });
}

} // namespace badcase::engine
