// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/worker/messages.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>

namespace badcase::engine::worker {

namespace {

struct MessageText {
    Q_DECLARE_TR_FUNCTIONS(badcase::WorkerMessages)
};

constexpr quint32 kMagic = 0x42435745; ///< "BCWE"
constexpr quint32 kMaxTensors = 1024;
constexpr quint32 kMaxDimensions = 64;
constexpr quint64 kAlignment = 64;       ///< bytes; a cache line
constexpr qsizetype kMaxText = 8 * 1024; ///< characters of an error's message or detail

void writeShape(QDataStream& out, const std::vector<std::int64_t>& shape)
{
    out << static_cast<quint32>(shape.size());
    for (const std::int64_t side : shape)
        out << static_cast<qint64>(side);
}

/// A count that is claimed is believed up to a limit only; so in readPlaces().
bool readShape(QDataStream& in, std::vector<std::int64_t>& shape)
{
    quint32 count = 0;
    in >> count;
    if (in.status() != QDataStream::Ok || count > kMaxDimensions)
        return false;
    for (quint32 i = 0; i < count; ++i) {
        qint64 side = 0;
        in >> side;
        shape.push_back(side);
    }
    return in.status() == QDataStream::Ok;
}

void writePlaces(QDataStream& out, const std::vector<TensorPlace>& places)
{
    out << static_cast<quint32>(places.size());
    for (const TensorPlace& place : places) {
        out << place.integer << place.offset;
        writeShape(out, place.shape);
    }
}

bool readPlaces(QDataStream& in, std::vector<TensorPlace>& places)
{
    quint32 count = 0;
    in >> count;
    if (in.status() != QDataStream::Ok || count > kMaxTensors)
        return false;
    places.resize(count);
    for (TensorPlace& place : places) {
        in >> place.integer >> place.offset;
        if (!readShape(in, place.shape))
            return false;
    }
    return true;
}

void write(QDataStream& out, const Load& load)
{
    const LoadOptions& options = load.options;
    out << load.path << options.device << qint32(options.threads) << options.optimise
        << qint32(options.precision) << options.inputNames;
    writeShape(out, options.exampleShape);
}

bool read(QDataStream& in, Load& load)
{
    LoadOptions& options = load.options;
    qint32 threads = 0;
    qint32 precision = 0;
    in >> load.path >> options.device >> threads >> options.optimise >> precision >> options.inputNames;
    options.threads = threads;
    options.precision = static_cast<Precision>(precision);
    return precision >= 0 && precision <= int(Precision::Bf16) && readShape(in, options.exampleShape);
}

void write(QDataStream& out, const Loaded& loaded)
{
    out << loaded.device.id << loaded.device.name << loaded.device.memoryBytes << qint32(loaded.threads)
        << qint32(loaded.copies) << loaded.notice;
}

bool read(QDataStream& in, Loaded& loaded)
{
    qint32 threads = 0;
    qint32 copies = 0;
    in >> loaded.device.id >> loaded.device.name >> loaded.device.memoryBytes >> threads >> copies >>
        loaded.notice;
    loaded.threads = threads;
    loaded.copies = copies;
    return true;
}

void write(QDataStream& out, const Forward& forward)
{
    writePlaces(out, forward.inputs);
}

bool read(QDataStream& in, Forward& forward)
{
    return readPlaces(in, forward.inputs);
}

void write(QDataStream& out, const Outputs& outputs)
{
    writePlaces(out, outputs.outputs);
    out << outputs.notice;
}

bool read(QDataStream& in, Outputs& outputs)
{
    const bool good = readPlaces(in, outputs.outputs);
    in >> outputs.notice;
    return good;
}

void write(QDataStream& out, const Failed& failed)
{
    out << qint32(failed.error.code) << failed.error.message.left(kMaxText)
        << failed.error.detail.left(kMaxText);
}

bool read(QDataStream& in, Failed& failed)
{
    qint32 code = 0;
    in >> code >> failed.error.message >> failed.error.detail;
    failed.error.code = static_cast<ErrorCode>(code);
    return code >= 0 && code <= int(ErrorCode::Internal);
}

template <std::size_t Kind = 0>
std::optional<Message> readKind(QDataStream& in, quint8 kind)
{
    if constexpr (Kind < std::variant_size_v<Message>) {
        if (kind != Kind)
            return readKind<Kind + 1>(in, kind);
        std::variant_alternative_t<Kind, Message> part;
        if (read(in, part) && in.status() == QDataStream::Ok && in.atEnd())
            return Message(std::move(part));
    }
    return std::nullopt;
}

/// Nothing for shapes that no memory can hold.
std::optional<quint64> bytesOf(const TensorPlace& place)
{
    quint64 bytes = place.integer ? sizeof(std::int64_t) : sizeof(float);
    for (const std::int64_t side : place.shape) {
        if (side < 0 || __builtin_mul_overflow(bytes, static_cast<quint64>(side), &bytes))
            return std::nullopt;
    }
    return bytes;
}

template <class Number>
void copyOut(const std::byte* from, quint64 bytes, std::vector<Number>& to)
{
    const auto* const first = reinterpret_cast<const Number*>(from);
    to.assign(first, first + bytes / sizeof(Number));
}

} // namespace

Result<QByteArray> encode(const Message& message)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kMagic << kProtocolVersion << static_cast<quint8>(message.index());
    std::visit([&](const auto& part) { write(out, part); }, message);
    if (bytes.size() > kMaxMessage)
        return fail(ErrorCode::TooLarge,
                    MessageText::tr("A message to or from the process of a model is too long"));
    return bytes;
}

Result<Message> decode(const QByteArray& bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    quint16 version = 0;
    quint8 kind = 0;
    in >> magic >> version >> kind;
    if (magic == kMagic && version != kProtocolVersion)
        return fail(ErrorCode::Unsupported,
                    MessageText::tr(
                        "The program badcase-worker belongs to another version of Badcase; build again with "
                        "./run.sh --build-only"));
    auto message = magic == kMagic ? readKind(in, kind) : std::nullopt;
    if (!message)
        return fail(ErrorCode::Corrupt, MessageText::tr("The process of a model sent something unreadable"));
    return std::move(*message);
}

Result<std::vector<TensorPlace>> putTensors(std::span<const Tensor> tensors, SharedMemory& memory)
{
    std::vector<TensorPlace> places;
    quint64 end = 0;
    for (const Tensor& tensor : tensors) {
        const TensorPlace place{tensor.shape, tensor.isInteger(), end};
        const auto bytes = bytesOf(place);
        if (!bytes || *bytes != tensor.bytes())
            return fail(ErrorCode::InvalidArgument,
                        MessageText::tr("A tensor has %1 values, but its shape needs %2")
                            .arg(tensor.count())
                            .arg(tensor.size()));
        places.push_back(place);
        end = (end + *bytes + kAlignment - 1) / kAlignment * kAlignment;
    }
    BADCASE_ASSIGN(std::byte* const data, memory.toWrite(end));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const void* const numbers = places[i].integer ? static_cast<const void*>(tensors[i].integers.data())
                                                      : static_cast<const void*>(tensors[i].values.data());
        if (tensors[i].bytes() > 0)
            std::memcpy(data + places[i].offset, numbers, tensors[i].bytes());
    }
    return places;
}

Result<void> takeTensors(const std::vector<TensorPlace>& places, SharedMemory& memory,
                         std::vector<Tensor>& tensors)
{
    quint64 end = 0;
    for (const TensorPlace& place : places) {
        const auto bytes = bytesOf(place);
        quint64 last = 0;
        if (!bytes || place.offset % kAlignment != 0 || __builtin_add_overflow(place.offset, *bytes, &last))
            return fail(ErrorCode::Corrupt, MessageText::tr("A tensor has an impossible shape"));
        end = std::max(end, last);
    }
    BADCASE_ASSIGN(const std::byte* const data, memory.toRead(end));
    tensors.resize(places.size());
    try {
        for (std::size_t i = 0; i < places.size(); ++i) {
            const quint64 bytes = *bytesOf(places[i]);
            Tensor& tensor = tensors[i];
            tensor.shape = places[i].shape;
            const std::byte* const from = bytes > 0 ? data + places[i].offset : nullptr;
            copyOut(from, places[i].integer ? 0 : bytes, tensor.values);
            copyOut(from, places[i].integer ? bytes : 0, tensor.integers);
        }
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::TooLarge, MessageText::tr("There is not enough memory"));
    }
    return {};
}

} // namespace badcase::engine::worker
