// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/frame_plan.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace badcase::jobs {

namespace {

struct NamedKind {
    FramePlan::Kind kind;
    const char* name;
};

constexpr std::array kKinds{
    NamedKind{FramePlan::Kind::Uniform, "uniform"}, NamedKind{FramePlan::Kind::Every, "every"},
    NamedKind{FramePlan::Kind::Rate, "rate"}, NamedKind{FramePlan::Kind::Scenes, "scenes"}};

bool isUsable(const FramePlan& plan)
{
    if (!(plan.number > 0) || plan.number > FramePlan::kMaxNumber)
        return false;
    return plan.kind == FramePlan::Kind::Rate || plan.number == std::floor(plan.number);
}

} // namespace

QString FramePlan::toText() const
{
    for (const auto& [each, name] : kKinds) {
        if (each == kind)
            return kind == Kind::Scenes
                       ? QString::fromLatin1(name)
                       : QStringLiteral("%1:%2").arg(QLatin1String(name), QString::number(number, 'g', 15));
    }
    return {};
}

Result<FramePlan> FramePlan::parse(const QString& text)
{
    const QString word = text.section(u':', 0, 0);
    for (const auto& [kind, name] : kKinds) {
        if (word != QLatin1String(name))
            continue;
        FramePlan plan{kind, FramePlan().number};
        bool ok = kind == Kind::Scenes && text == word;
        if (kind != Kind::Scenes)
            plan.number = text.section(u':', 1).toDouble(&ok);
        if (ok && isUsable(plan))
            return plan;
    }
    return fail(
        ErrorCode::InvalidArgument,
        QCoreApplication::translate(
            "badcase::FramePlan",
            "\"%1\" does not say which frames of a video to take; use uniform:N (N frames, spread evenly), "
            "every:K (every K-th frame), rate:R (R frames a second) or scenes (the first frame of each "
            "scene), with N and K whole numbers from 1 and R above 0")
            .arg(text));
}

} // namespace badcase::jobs
