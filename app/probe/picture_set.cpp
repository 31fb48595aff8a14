// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/picture_set.h"

#include "inference/media/picture_reader.h"

#include <algorithm>
#include <array>

namespace badcase::probe {

namespace {

bool isNamedLikeAPicture(const QString& member)
{
    static constexpr std::array kEnds{".jpg", ".jpeg", ".png", ".ppm", ".pgm", ".pnm"};
    return std::ranges::any_of(
        kEnds, [&](const char* end) { return member.endsWith(QLatin1String(end), Qt::CaseInsensitive); });
}

} // namespace

Result<PictureSet> PictureSet::open(const QString& folder, int limit)
{
    PictureSet set;
    BADCASE_ASSIGN(set.m_root, media::MediaRoot::open(folder));
    BADCASE_TRY(set.m_root->list({}, {}, [&](const QString& member, const media::MediaStat&) {
        if (isNamedLikeAPicture(member))
            set.m_members.append(member);
        return limit == 0 || set.m_members.size() < limit;
    }));
    if (set.m_members.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("There is no JPEG, PNG or PPM picture in %1").arg(folder));
    return set;
}

Result<engine::PreparedInput> PictureSet::prepare(qint64 number, const engine::CardInput& input) const
{
    BADCASE_ASSIGN(const QByteArray data, m_root->read(member(number)));
    BADCASE_ASSIGN(const RgbImage picture, media::decodePicture(data, member(number)));
    return engine::prepareInput(picture, input, member(number));
}

Result<std::vector<engine::PreparedInput>> PictureSet::prepareSome(int count,
                                                                   const engine::CardInput& input) const
{
    std::vector<engine::PreparedInput> inputs;
    std::optional<Error> problem;
    for (qint64 i = 0; i < size() && static_cast<int>(inputs.size()) < count; ++i) {
        auto prepared = prepare(i, input);
        if (prepared)
            inputs.push_back(std::move(*prepared));
        else if (!problem)
            problem = std::move(prepared).error();
    }
    if (inputs.empty())
        return fail(*problem);
    return inputs;
}

} // namespace badcase::probe
