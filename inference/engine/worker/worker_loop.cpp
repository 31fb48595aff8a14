// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/worker/worker_loop.h"

#include "inference/engine/worker/messages.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <thread>

namespace badcase::engine::worker {

namespace {

/// Waits for the other end of the socket to close, whatever the main thread is doing. PR_SET_PDEATHSIG would
/// not do: it fires when the thread ends that started us, not the program.
[[noreturn]] void endWithTheProgram()
{
    pollfd hangUp = {kSocket, POLLRDHUP, 0};
    while (::poll(&hangUp, 1, -1) <= 0) {
    }
    ::_exit(0); // no destructors: the main thread may be in the middle of anything
}

/// When memory runs out, the system shall take this process and not the program, which has the user's work.
void volunteerForOutOfMemory()
{
    QFile score(QStringLiteral("/proc/self/oom_score_adj"));
    if (score.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        score.write("500");
}

class Worker {
public:
    Worker(SharedMemory inputs, SharedMemory outputs)
        : m_inputs(std::move(inputs)), m_outputs(std::move(outputs))
    {}

    Result<Message> answer(const Message& question)
    {
        if (const auto* wish = std::get_if<Load>(&question))
            return load(*wish);
        if (const auto* forward = std::get_if<Forward>(&question))
            return pass(*forward);
        return fail(ErrorCode::Internal, QStringLiteral("a question was expected"));
    }

private:
    Result<Message> load(const Load& wish)
    {
        BADCASE_ASSIGN(Backend * backend, torchBackend());
        BADCASE_ASSIGN(m_model, backend->load(wish.path, wish.options));
        return Loaded{m_model->device(), m_model->threads(), m_model->copies(), m_model->notice()};
    }

    Result<Message> pass(const Forward& forward)
    {
        if (!m_model)
            return fail(ErrorCode::Internal, QStringLiteral("a model was to be loaded first"));
        BADCASE_TRY(takeTensors(forward.inputs, m_inputs, m_tensors));
        BADCASE_ASSIGN(const auto outputs, m_model->forward(m_tensors));
        BADCASE_ASSIGN(auto places, putTensors(outputs, m_outputs));
        return Outputs{std::move(places), m_model->notice()};
    }

    SharedMemory m_inputs;
    SharedMemory m_outputs;
    std::vector<Tensor> m_tensors; ///< the inputs; kept for their buffers
    std::unique_ptr<LoadedModel> m_model;
};

Message answerTo(Worker& worker, const QByteArray& packet)
{
    try {
        auto answer =
            decode(packet).and_then([&](const Message& question) { return worker.answer(question); });
        return answer ? std::move(*answer) : Message(Failed{std::move(answer).error()});
    } catch (const std::bad_alloc&) {
        return Failed{{ErrorCode::TooLarge, QStringLiteral("There is not enough memory")}};
    } catch (const std::exception& exception) {
        return Failed{{ErrorCode::Internal, QStringLiteral("The model's process failed"),
                       QString::fromUtf8(exception.what())}};
    }
}

/// False at the end of the connection.
bool receive(QByteArray& packet)
{
    packet.resize(kMaxMessage);
    ssize_t count = 0;
    do {
        count = ::recv(kSocket, packet.data(), static_cast<std::size_t>(packet.size()), 0);
    } while (count < 0 && errno == EINTR);
    packet.truncate(count > 0 ? count : 0);
    return count > 0;
}

bool send(const Message& answer)
{
    auto packet = encode(answer);
    if (!packet)
        packet = encode(Failed{packet.error()});
    return packet && ::send(kSocket, packet->constData(), static_cast<std::size_t>(packet->size()),
                            MSG_NOSIGNAL) == packet->size();
}

} // namespace

int serve()
{
    auto inputs = SharedMemory::adopt(kInputs);
    auto outputs = SharedMemory::adopt(kOutputs);
    if (!inputs || !outputs) {
        std::fprintf(stderr,
                     "badcase-worker runs a model for Badcase, which starts it; it is of no use by itself\n");
        return 2;
    }
    std::thread(endWithTheProgram).detach();
    volunteerForOutOfMemory();
    Worker worker(std::move(*inputs), std::move(*outputs));
    QByteArray packet;
    while (receive(packet) && send(answerTo(worker, packet))) {
    }
    ::_exit(0); // a runtime may take seconds to clean up what the system cleans up anyway
}

} // namespace badcase::engine::worker
