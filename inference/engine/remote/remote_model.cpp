// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/remote/remote_model.h"

#include "inference/engine/remote/http_exchange.h"
#include "inference/engine/remote/infer_message.h"

#include <QCoreApplication>

#include <algorithm>
#include <new>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

QStringList namesOf(const std::vector<RemoteTensor>& tensors)
{
    QStringList names;
    for (const RemoteTensor& tensor : tensors)
        names << tensor.name;
    return names;
}

/// The health of a server comes first: it tells a server that is starting from one that lacks the model.
Result<RemoteModelInfo> ask(HttpExchange& exchange, const RemoteAddress& address)
{
    const auto live = exchange.send({address.serverUrl(QStringLiteral("v2/health/live"))});
    if (!live && live.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::Backend,
                    tr("%1 does not speak the Open Inference Protocol v2: it knows no v2/health/live")
                        .arg(address.host()),
                    live.error().message);
    }
    BADCASE_TRY(live);
    BADCASE_TRY(exchange.send({address.serverUrl(QStringLiteral("v2/health/ready"))}));
    BADCASE_ASSIGN(const HttpAnswer server, exchange.send({address.serverUrl(QStringLiteral("v2"))}));
    BADCASE_ASSIGN(const HttpAnswer model, exchange.send({address.modelUrl()}));
    return parseRemoteInfo(server.body, model.body, address.host());
}

/// The server's inputs in the order of the card.
Result<std::vector<RemoteTensor>> inputsInOrder(const RemoteModelInfo& info, const QStringList& names,
                                                const QString& host)
{
    if (names.isEmpty()) {
        if (info.inputs.empty()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("%1 does not say what the inputs of %2 are called; name them in the card")
                            .arg(host, info.model));
        }
        return info.inputs;
    }
    std::vector<RemoteTensor> ordered;
    for (const QString& name : names) {
        const auto found = std::ranges::find(info.inputs, name, &RemoteTensor::name);
        if (found == info.inputs.end() && !info.inputs.empty()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The card has an input \"%1\", but the inputs of %2 at %3 are called %4")
                            .arg(name, info.model, host, namesOf(info.inputs).join(QStringLiteral(", "))));
        }
        ordered.push_back(found == info.inputs.end() ? RemoteTensor{name, {}, {}} : *found);
    }
    return ordered;
}

class RemoteModel : public LoadedModel {
public:
    RemoteModel(std::unique_ptr<HttpExchange> exchange, RemoteAddress address, RemoteModelInfo info,
                std::vector<RemoteTensor> inputs, const RemoteOptions& options)
        : m_exchange(std::move(exchange)),
          m_address(std::move(address)),
          m_info(std::move(info)),
          m_inputs(std::move(inputs)),
          m_copies(std::max(1, options.requestsInFlight)),
          m_binary(options.binary.value_or(m_info.hasBinaryTensors()))
    {
        for (const RemoteTensor& output : m_info.outputs) {
            if (bytesOfElement(output.datatype) != 0)
                m_wanted.push_back(output);
        }
    }

    DeviceInfo device() const override
    {
        return {QStringLiteral("remote"), QStringLiteral("%1/%2").arg(m_address.host(), m_address.model), 0};
    }
    int threads() const override { return 1; }
    int copies() const override { return m_copies; }
    bool interrupt() override
    {
        m_exchange->interrupt();
        return true;
    }

    QString notice() const override
    {
        if (m_binary)
            return {};
        return tr("%1 offers no binary tensors: numbers travel as text, which is slower")
            .arg(m_address.host());
    }

    Result<std::vector<Tensor>> forward(std::span<const Tensor> inputs) override
    {
        try {
            BADCASE_ASSIGN(const HttpQuestion question,
                           encodeInfer(m_address.modelUrl(QStringLiteral("infer")), m_inputs, inputs,
                                       m_wanted, m_binary));
            BADCASE_ASSIGN(const HttpAnswer answer, m_exchange->send(question));
            return decodeInfer(answer, m_info.outputs, m_address.host());
        } catch (const std::bad_alloc&) {
            return fail(ErrorCode::TooLarge, tr("The memory of this computer is used up"));
        }
    }

private:
    std::unique_ptr<HttpExchange> m_exchange;
    RemoteAddress m_address;
    RemoteModelInfo m_info;
    std::vector<RemoteTensor> m_inputs; ///< in the order of the card
    std::vector<RemoteTensor> m_wanted; ///< outputs that are made of numbers
    int m_copies;
    bool m_binary;
};

} // namespace

Result<RemoteModelInfo> askRemoteModel(const RemoteAddress& address, const RemoteOptions& options)
{
    BADCASE_ASSIGN(const auto exchange, HttpExchange::create(address, options));
    return ask(*exchange, address);
}

Result<std::unique_ptr<LoadedModel>> openRemoteModel(const RemoteAddress& address,
                                                     const RemoteOptions& options)
{
    BADCASE_ASSIGN(auto exchange, HttpExchange::create(address, options));
    BADCASE_ASSIGN(RemoteModelInfo info, ask(*exchange, address));
    BADCASE_ASSIGN(auto inputs, inputsInOrder(info, options.inputNames, address.host()));
    const bool binary = options.binary.value_or(info.hasBinaryTensors());
    for (const RemoteTensor& input : inputs)
        BADCASE_TRY(checkCanSend(input, binary));
    return std::make_unique<RemoteModel>(std::move(exchange), address, std::move(info), std::move(inputs),
                                         options);
}

} // namespace badcase::engine
