// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/worker/worker_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

namespace badcase::engine::worker {

namespace {

struct WorkerText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Worker)
};

constexpr int kPatienceMs = 50;            ///< between two looks at a cancel token
constexpr qsizetype kLastWords = 4 * 1024; ///< bytes kept of what the process writes
constexpr int kFarewellMs = 2000;          ///< how long the end of a process may take
constexpr int kFirstFree = 16;             ///< our descriptors lie above those that the process gets

/// Closed at the end of its scope, and in every process that is started.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    int release() { return std::exchange(m_number, -1); }
    void reset(int number)
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = number;
    }

private:
    int m_number;
};

Error systemError(const QString& message, int error)
{
    return {ErrorCode::Io, message, qt_error_string(error)};
}

Result<QString> findProgram()
{
    for (const QString& path : programCandidates()) {
        if (const QFileInfo file(path); file.isFile() && file.isExecutable())
            return path;
    }
    return fail(ErrorCode::NotFound,
                WorkerText::tr(
                    "The program badcase-worker is not here, so a model cannot run in a process of its own. "
                    "Build it with ./run.sh --build-only, or run the model inside of Badcase"),
                WorkerText::tr("Looked for: %1").arg(programCandidates().join(QStringLiteral(", "))));
}

/// What becomes of the descriptors and signals of the process. A number below kFirstFree is never a source
/// here, so no dup2() overwrites what a later one needs.
class SpawnPlan {
public:
    SpawnPlan(int socket, int words, int inputs, int outputs)
    {
        ::posix_spawn_file_actions_init(&m_files);
        ::posix_spawn_file_actions_addopen(&m_files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        // A model that prints must not write into the output of a command.
        ::posix_spawn_file_actions_adddup2(&m_files, words, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_files, words, STDERR_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_files, socket, kSocket);
        ::posix_spawn_file_actions_adddup2(&m_files, inputs, kInputs);
        ::posix_spawn_file_actions_adddup2(&m_files, outputs, kOutputs);
        ::posix_spawn_file_actions_addclosefrom_np(&m_files, kOutputs + 1);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        // A process group of its own: Ctrl+C in a terminal is for the program, which decides.
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(&m_attributes,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnPlan()
    {
        ::posix_spawn_file_actions_destroy(&m_files);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    /// 0, or an errno.
    int spawn(const QString& program, pid_t* id) const
    {
        QByteArray path = QFile::encodeName(program);
        const std::array<char*, 2> arguments = {path.data(), nullptr};
        return ::posix_spawn(id, path.constData(), &m_files, &m_attributes, arguments.data(), environ);
    }

private:
    posix_spawn_file_actions_t m_files{};
    posix_spawnattr_t m_attributes{};
};

QString howItEnded(int status)
{
    if (WIFSIGNALED(status))
        return WorkerText::tr("signal %1, %2")
            .arg(WTERMSIG(status))
            .arg(QString::fromLocal8Bit(::strsignal(WTERMSIG(status))).toLower());
    return WorkerText::tr("exit status %1").arg(WEXITSTATUS(status));
}

} // namespace

QStringList programCandidates()
{
    if (const QString only = qEnvironmentVariable("BADCASE_WORKER"); !only.isEmpty())
        return {only};
    const QDir program(QCoreApplication::applicationDirPath());
    QStringList candidates;
    for (const auto* folder : {"", "../", "../lib/badcase/"})
        candidates << QDir::cleanPath(
            program.filePath(QLatin1String(folder) + QLatin1String("badcase-worker")));
    return candidates;
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const SharedMemory& inputs,
                                                            const SharedMemory& outputs)
{
    BADCASE_ASSIGN(const QString program, findProgram());
    const QString failure = WorkerText::tr("%1 cannot be started").arg(program);
    std::array<int, 2> sockets = {-1, -1};
    std::array<int, 2> words = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return fail(systemError(failure, errno));
    const Descriptor theirSocket(sockets[1]);
    Descriptor ourSocket(sockets[0]);
    if (::pipe2(words.data(), O_CLOEXEC) != 0)
        return fail(systemError(failure, errno));
    const Descriptor theirWords(words[1]);
    Descriptor ourWords(words[0]);
    ::fcntl(ourWords.number(), F_SETFL, O_NONBLOCK);

    std::array<Descriptor, 4> high;
    const std::array<int, 4> low = {theirSocket.number(), theirWords.number(), inputs.descriptor(),
                                    outputs.descriptor()};
    for (std::size_t i = 0; i < low.size(); ++i) {
        high[i].reset(::fcntl(low[i], F_DUPFD_CLOEXEC, kFirstFree));
        if (!high[i].isOpen())
            return fail(systemError(failure, errno));
    }
    std::unique_ptr<WorkerProcess> process(new WorkerProcess);
    const SpawnPlan plan(high[0].number(), high[1].number(), high[2].number(), high[3].number());
    if (const int error = plan.spawn(program, &process->m_id); error != 0) {
        process->m_reaped = true; // there is nothing to end
        return fail(systemError(failure, error));
    }
    process->m_socket = ourSocket.release();
    process->m_words = ourWords.release();
    return process;
}

WorkerProcess::~WorkerProcess()
{
    kill();
    // A process that is inside of a device's driver may take its time to go. Nobody waits for that, but it is
    // seen off.
    if (!reapWithin(kFarewellMs))
        std::thread([id = m_id] { ::waitpid(id, nullptr, 0); }).detach();
    if (m_socket >= 0)
        ::close(m_socket);
    if (m_words >= 0)
        ::close(m_words);
}

void WorkerProcess::kill()
{
    const std::lock_guard lock(m_mutex);
    m_killed = true;
    if (m_reaped)
        return;
    ::kill(m_id, SIGKILL);
    // The kernel closes the other end only after it has taken back all of the process's memory; ask() need
    // not wait.
    ::shutdown(m_socket, SHUT_RDWR);
}

/// Takes the end of the process from the system, if it has ended.
bool WorkerProcess::reap()
{
    const std::lock_guard lock(m_mutex);
    if (!m_reaped) {
        pid_t ended = 0;
        do {
            ended = ::waitpid(m_id, &m_status, WNOHANG);
        } while (ended < 0 && errno == EINTR);
        m_reaped = ended != 0;
    }
    return m_reaped;
}

bool WorkerProcess::reapWithin(int milliseconds)
{
    for (int waited = 0; !reap(); ++waited) {
        if (waited >= milliseconds)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

/// No more than a pipe holds, so that a process that never stops printing does not keep us here.
void WorkerProcess::readWords()
{
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::read(m_words, buffer.data(), buffer.size());
    if (count > 0)
        m_lastWords = (m_lastWords + QByteArray(buffer.data(), count)).right(kLastWords);
}

/// Why there is no answer.
Error WorkerProcess::noAnswer()
{
    if (m_killed)
        return {ErrorCode::Cancelled, WorkerText::tr("The model was stopped")};
    const bool gone = reapWithin(kFarewellMs);
    readWords();
    const bool outOfMemory = gone && WIFSIGNALED(m_status) && WTERMSIG(m_status) == SIGKILL;
    QString how = gone ? howItEnded(m_status) : WorkerText::tr("it does not answer any more");
    if (outOfMemory)
        how = WorkerText::tr("%1; perhaps the memory of this computer is used up").arg(how);
    return {outOfMemory ? ErrorCode::TooLarge : ErrorCode::Backend,
            WorkerText::tr("The model's process ended unexpectedly (%1)").arg(how),
            QString::fromLocal8Bit(m_lastWords).trimmed()};
}

Result<void> WorkerProcess::send(const Message& question)
{
    BADCASE_ASSIGN(const QByteArray bytes, encode(question));
    ssize_t sent = 0;
    do {
        sent = ::send(m_socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == bytes.size() ? Result<void>() : Result<void>(fail(noAnswer()));
}

/// True when there is an answer, or will never be one. Reads meanwhile what the process prints: it would
/// stand still when nobody did.
Result<bool> WorkerProcess::wait(int milliseconds)
{
    std::array<pollfd, 2> ready = {pollfd{m_socket, POLLIN, 0}, pollfd{m_words, POLLIN, 0}};
    if (::poll(ready.data(), ready.size(), milliseconds) < 0 && errno != EINTR)
        return fail(systemError(WorkerText::tr("The model's process cannot be waited for"), errno));
    if (ready[1].revents & POLLIN)
        readWords();
    const bool allRead = (ready[1].revents & POLLIN) == 0;
    if (allRead && (ready[1].revents & (POLLHUP | POLLERR)) != 0) { // poll() would not sleep any more
        ::close(m_words);
        m_words = -1; // which poll() and read() leave alone
    }
    return ready[0].revents != 0;
}

Result<Message> WorkerProcess::receive()
{
    m_packet.resize(kMaxMessage); // once
    ssize_t count = 0;
    do {
        count = ::recv(m_socket, m_packet.data(), static_cast<std::size_t>(m_packet.size()), MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);
    if (count <= 0)
        return fail(noAnswer());
    return decode(QByteArray::fromRawData(m_packet.constData(), count));
}

Result<Message> WorkerProcess::exchange(const Message& question, const CancelToken& cancel)
{
    BADCASE_TRY(send(question));
    for (;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, WorkerText::tr("The model was stopped"));
        BADCASE_ASSIGN(const bool answered, wait(kPatienceMs));
        if (answered)
            return receive();
    }
}

Result<Message> WorkerProcess::ask(const Message& question, const CancelToken& cancel)
{
    auto answer = exchange(question, cancel);
    m_usable = answer.has_value();
    if (auto* failed = answer ? std::get_if<Failed>(&*answer) : nullptr)
        return fail(std::move(failed->error));
    return answer;
}

} // namespace badcase::engine::worker
