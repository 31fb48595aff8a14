// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/probe_request.h"

#include <QCommandLineParser>

namespace badcase::probe {

namespace {

struct Parser {
    QCommandLineParser parser;
    QCommandLineOption card{QStringLiteral("card"),
                            QStringLiteral("The model's card, where it is neither in nor beside it."),
                            QStringLiteral("FILE")};
    QCommandLineOption device{QStringLiteral("device"), QStringLiteral("auto, cpu or cuda[:N]."),
                              QStringLiteral("D"), QStringLiteral("auto")};
    QCommandLineOption precision{QStringLiteral("precision"), QStringLiteral("fp32, fp16 or bf16."),
                                 QStringLiteral("P"), QStringLiteral("fp32")};
    QCommandLineOption batch{QStringLiteral("batch"), QStringLiteral("Pictures a forward pass."),
                             QStringLiteral("N")};
    QCommandLineOption seconds{
        QStringLiteral("seconds"),
        QStringLiteral("How long the run takes; pictures come again and again. 0: each once."),
        QStringLiteral("S"), QStringLiteral("10")};
    QCommandLineOption limit{QStringLiteral("limit"), QStringLiteral("Only the first N pictures of FOLDER."),
                             QStringLiteral("N")};
    QCommandLineOption reference{QStringLiteral("reference"),
                                 QStringLiteral("Folder with NAME.input.npy and NAME.logits.npy (or "
                                                ".output.npy, .embedding.npy) to compare with."),
                                 QStringLiteral("DIR")};
    QCommandLineOption trust{QStringLiteral("trust"),
                             QStringLiteral("I consent to execute this very model file.")};
    QCommandLineOption check{QStringLiteral("check"),
                             QStringLiteral("Exit status 3 when the throughput misses its mark.")};
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Prints this.")};
    QCommandLineOption version{QStringLiteral("version"), QStringLiteral("Prints the version.")};

    Parser()
    {
        parser.setApplicationDescription(
            QStringLiteral("Says as JSON how well this machine runs a model over pictures: devices, parity, "
                           "throughput, and what "
                           "limits it."));
        parser.addPositionalArgument(QStringLiteral("MODEL"), QStringLiteral("A TorchScript file."));
        parser.addPositionalArgument(
            QStringLiteral("FOLDER"),
            QStringLiteral("JPEG, PNG and PPM pictures, in a folder or a zip archive."));
        parser.addOptions(
            {card, device, precision, batch, seconds, limit, reference, trust, check, help, version});
    }
};

Result<double> numberOf(const QCommandLineParser& parser, const QCommandLineOption& option, double smallest)
{
    bool ok = false;
    const QString text = parser.value(option);
    const double value = text.toDouble(&ok);
    if (!ok || !(value >= smallest) || value > 1e6)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--%1 takes a number from %2 to 1000000, not \"%3\"")
                        .arg(option.names().constFirst())
                        .arg(smallest)
                        .arg(text));
    return value;
}

} // namespace

Result<ProbeRequest> parseProbeRequest(const QStringList& arguments)
{
    Parser options;
    QCommandLineParser& parser = options.parser;
    if (!parser.parse(QStringList(QStringLiteral("badcase-probe")) + arguments))
        return fail(ErrorCode::InvalidArgument, parser.errorText());
    ProbeRequest request;
    request.help = parser.isSet(options.help);
    request.version = parser.isSet(options.version);
    if (request.help || request.version)
        return request;
    const QStringList positional = parser.positionalArguments();
    if (positional.size() != 2)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("badcase-probe takes a MODEL and a FOLDER; see --help"));
    request.model = positional[0];
    request.folder = positional[1];
    request.card = parser.value(options.card);
    request.reference = parser.value(options.reference);
    request.device = parser.value(options.device);
    BADCASE_ASSIGN(request.precision, engine::parsePrecision(parser.value(options.precision)));
    BADCASE_ASSIGN(request.seconds, numberOf(parser, options.seconds, 0.0));
    if (parser.isSet(options.batch)) {
        BADCASE_ASSIGN(const double batch, numberOf(parser, options.batch, 1.0));
        request.batch = static_cast<int>(batch);
    }
    if (parser.isSet(options.limit)) {
        BADCASE_ASSIGN(const double limit, numberOf(parser, options.limit, 1.0));
        request.limit = static_cast<int>(limit);
    }
    request.trust = parser.isSet(options.trust);
    request.check = parser.isSet(options.check);
    return request;
}

QString probeUsage()
{
    return Parser().parser.helpText();
}

} // namespace badcase::probe
