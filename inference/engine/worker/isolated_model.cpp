// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/worker/isolated_model.h"

#include "inference/engine/worker/worker_process.h"

#include <QCoreApplication>

#include <mutex>
#include <utility>

namespace badcase::engine {

namespace {

using worker::SharedMemory;
using worker::WorkerProcess;

struct IsolatedText {
    Q_DECLARE_TR_FUNCTIONS(badcase::IsolatedModel)
};

class IsolatedModel : public LoadedModel {
public:
    IsolatedModel(QString path, LoadOptions options, CancelToken cancel)
        : m_path(std::move(path)), m_options(std::move(options)), m_cancel(std::move(cancel))
    {}

    Result<void> start();

    DeviceInfo device() const override { return m_loaded.device; }
    int threads() const override { return m_loaded.threads; }
    int copies() const override { return m_loaded.copies; }
    QString notice() const override { return m_loaded.notice; }
    Result<std::vector<Tensor>> forward(std::span<const Tensor> inputs) override;
    using LoadedModel::forward;
    bool interrupt() override;

private:
    bool hold(std::unique_ptr<WorkerProcess> process);
    Result<worker::Message> ask(const worker::Message& question, const CancelToken& cancel);
    Result<std::vector<Tensor>> pass(std::span<const Tensor> inputs);

    const QString m_path;
    const LoadOptions m_options;
    const CancelToken m_cancel;
    worker::Loaded m_loaded;
    SharedMemory m_inputs;
    SharedMemory m_outputs;
    std::mutex m_mutex; ///< of what interrupt() looks at: the pointer and the flag
    std::unique_ptr<WorkerProcess> m_process;
    bool m_interrupted = false;
};

ResultError interrupted()
{
    return fail(ErrorCode::Cancelled, IsolatedText::tr("The model was stopped"));
}

ResultError wrongAnswer()
{
    return fail(ErrorCode::Corrupt, IsolatedText::tr("The model's process gave a wrong answer"));
}

/// Takes the place of the process before, which is ended; null for none. False when interrupt() came first.
bool IsolatedModel::hold(std::unique_ptr<WorkerProcess> process)
{
    std::unique_lock lock(m_mutex);
    std::swap(m_process, process);
    const bool wanted = !m_interrupted;
    lock.unlock(); // ending a process takes a moment, and interrupt() must not wait for it
    process.reset();
    return wanted;
}

bool IsolatedModel::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_interrupted = true;
    if (m_process)
        m_process->kill();
    return true;
}

Result<void> IsolatedModel::start()
{
    BADCASE_ASSIGN(m_inputs, SharedMemory::create("badcase-inputs"));
    BADCASE_ASSIGN(m_outputs, SharedMemory::create("badcase-outputs"));
    BADCASE_ASSIGN(auto process, WorkerProcess::start(m_inputs, m_outputs));
    if (!hold(std::move(process)))
        return interrupted();
    auto answer = ask(worker::Load{m_path, m_options}, m_cancel);
    const auto* loaded = answer ? std::get_if<worker::Loaded>(&*answer) : nullptr;
    if (!loaded) {
        hold(nullptr); // one without a model is of no use
        return answer ? wrongAnswer() : fail(std::move(answer).error());
    }
    m_loaded = *loaded;
    return {};
}

/// A process that cannot be asked again is let go; the next pass starts another one.
Result<worker::Message> IsolatedModel::ask(const worker::Message& question, const CancelToken& cancel)
{
    auto answer = m_process->ask(question, cancel);
    if (!m_process->isUsable())
        hold(nullptr);
    return answer;
}

Result<std::vector<Tensor>> IsolatedModel::pass(std::span<const Tensor> inputs)
{
    BADCASE_ASSIGN(auto places, worker::putTensors(inputs, m_inputs));
    BADCASE_ASSIGN(worker::Message answer, ask(worker::Forward{std::move(places)}, CancelToken()));
    auto* outputs = std::get_if<worker::Outputs>(&answer);
    if (!outputs) {
        hold(nullptr);
        return wrongAnswer();
    }
    std::vector<Tensor> tensors;
    BADCASE_TRY(worker::takeTensors(outputs->outputs, m_outputs, tensors));
    m_loaded.notice = std::move(outputs->notice);
    return tensors;
}

Result<std::vector<Tensor>> IsolatedModel::forward(std::span<const Tensor> inputs)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_interrupted)
            return interrupted();
    }
    if (!m_process) // the one before has crashed
        BADCASE_TRY(start());
    auto outputs = pass(inputs);
    if (!outputs && !m_process) {
        Error error = std::move(outputs).error();
        error.message = QStringLiteral("%1: %2").arg(m_path, error.message);
        return fail(std::move(error));
    }
    return outputs;
}

} // namespace

Result<std::unique_ptr<LoadedModel>> loadIsolated(const QString& path, const LoadOptions& options,
                                                  const CancelToken& cancel)
{
    auto model = std::make_unique<IsolatedModel>(path, options, cancel);
    BADCASE_TRY(model->start());
    return std::unique_ptr<LoadedModel>(std::move(model));
}

} // namespace badcase::engine
