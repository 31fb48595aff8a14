// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/video_strip.h"

#include "app/window/actions.h"
#include "app/window/sample_loader.h"
#include "inference/analysis/segment_agreement.h"
#include "widgets/panels/class_picker.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/player_bar.h"
#include "widgets/viewer/canvas.h"
#include "widgets/viewer/timeline.h"

#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace badcase::window {

using panels::ClassPicker;
using panels::PlayerBar;
using viewer::Playback;
using viewer::Timeline;
using viewer::TimelineContent;
using workspace::Session;

namespace {

constexpr int kStillHeight = 48;
constexpr double kThreshold = 0.5; ///< the plain rule of several labels
constexpr int kPickerWidth = 280;

bool isSingle(const Schema& schema)
{
    return schema.task() != Task::MultiLabel;
}

/// The classes that are most probable at some time, best first.
std::vector<ClassIndex> curveClasses(const storage::SequenceScores& sequence)
{
    const auto columns = static_cast<std::size_t>(sequence.columns);
    std::vector<float> best(columns, 0);
    for (std::size_t i = 0; i < sequence.values.size(); ++i)
        best[i % columns] = std::max(best[i % columns], sequence.values[i]);
    std::vector<ClassIndex> order(columns);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater(),
                             [&](ClassIndex c) { return best[static_cast<std::size_t>(c)]; });
    return order;
}

viewer::TimelineCurve curveOf(const storage::SequenceScores& sequence, ClassIndex index)
{
    viewer::TimelineCurve curve{index, sequence.content == storage::SequenceScores::Content::Segments, {}};
    for (std::size_t row = 0; row < sequence.times.size(); ++row) {
        const auto at = row * static_cast<std::size_t>(sequence.columns) + static_cast<std::size_t>(index);
        curve.points.emplace_back(sequence.times[row].begin, sequence.values[at]);
    }
    return curve;
}

/// Segment scores as a curve where a run has no scores along time.
viewer::TimelineCurve curveOf(const std::vector<ScoredSegment>& segments, ClassIndex index)
{
    viewer::TimelineCurve curve{index, true, {}};
    for (const ScoredSegment& segment : segments) {
        const auto found = std::ranges::find(segment.scores, index, &std::pair<ClassIndex, double>::first);
        curve.points.emplace_back(std::max(0.0, segment.begin),
                                  found == segment.scores.end() ? 0 : found->second);
    }
    std::ranges::stable_sort(curve.points);
    return curve;
}

std::vector<ClassIndex> curveClasses(const std::vector<ScoredSegment>& segments)
{
    std::vector<std::pair<double, ClassIndex>> best;
    for (const ScoredSegment& segment : segments) {
        for (const auto& [index, probability] : segment.scores) {
            const auto found = std::ranges::find(best, index, &std::pair<double, ClassIndex>::second);
            if (found == best.end())
                best.emplace_back(probability, index);
            else
                found->first = std::max(found->first, probability);
        }
    }
    std::ranges::stable_sort(best, std::greater(), &std::pair<double, ClassIndex>::first);
    std::vector<ClassIndex> order;
    for (const auto& [probability, index] : best)
        order.push_back(index);
    return order;
}

/// The end of the last segment or text.
double lengthOf(const TimelineContent& content)
{
    double length = 0;
    for (const auto* segments : {&content.truth, &content.predicted}) {
        for (const Segment& segment : *segments)
            length = std::max(length, segment.end);
    }
    for (const TextSpan& span : content.spans)
        length = std::max({length, span.begin, span.end});
    return length;
}

} // namespace

VideoStrip::VideoStrip(Session& session, SampleLoader& loader, viewer::Canvas& canvas,
                       ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_loader(loader),
      m_canvas(canvas),
      m_actions(actions),
      m_bar(new PlayerBar),
      m_timeline(new Timeline),
      m_popup(new QFrame(this, Qt::Popup)),
      m_picker(new ClassPicker)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    layout->addWidget(m_bar);
    layout->addWidget(m_timeline);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* popup = new QVBoxLayout(m_popup);
    popup->setContentsMargins(theme::kGap, theme::kGap, theme::kGap, theme::kGap);
    popup->addWidget(m_picker);
    m_popup->setFixedWidth(kPickerWidth);
    connectPlayback();
    connectBar();
    connectTimeline();
    addActions();
    const auto showSchema = [this] {
        m_timeline->setSchema(m_session.schema());
        m_picker->setSchema(m_session.schema());
    };
    connect(&session, &Session::opened, this, showSchema);
    connect(&session, &Session::schemaChanged, this, showSchema);
    connect(&session, &Session::closed, this, &VideoStrip::close);
    connect(&session, &Session::failed, this, [this] { // what was not written is not shown any longer
        if (const SampleFacts* facts = m_loader.facts(); facts && facts->view.id == m_sample)
            showFacts(*facts);
    });
    hide();
    updateActions();
}

VideoStrip::~VideoStrip()
{
    m_playback.setSource(nullptr);
}

void VideoStrip::addActions()
{
    const QString group = tr("Video");
    const auto add = [&](const char* id, const QString& text, QList<QKeySequence> keys, bool repeats,
                         auto run) {
        m_actions.add({QLatin1String(id), group, text, std::move(keys), false, repeats}, run);
        m_actionIds.append(QLatin1String(id));
    };
    add("video.play", tr("Play or pause"), {Qt::Key_Space}, false, [this] { m_playback.toggle(); });
    add("video.back", tr("One frame back"), {Qt::Key_Comma}, true, [this] { m_playback.step(-1); });
    add("video.forward", tr("One frame forward"), {Qt::Key_Period}, true, [this] { m_playback.step(1); });
    add("video.begin", tr("First frame"), {Qt::Key_Home}, false, [this] { m_playback.seekFrame(0); });
    add("video.end", tr("Last frame"), {Qt::Key_End}, false,
        [this] { m_playback.seekFrame(m_playback.frameCount() - 1); });
    add("segment.split", tr("Split the segment at the playhead"), {Qt::Key_S}, false,
        [this] { m_timeline->splitAtPosition(); });
    add("segment.labels", tr("Labels of the chosen segment"), {Qt::Key_L}, false,
        [this] { m_timeline->editSelectedLabels(); });
    add("segment.merge", tr("Join the chosen segment with the next"), {QKeySequence(Qt::SHIFT | Qt::Key_S)},
        false, [this] { m_timeline->mergeSelected(); });
    add("segment.remove", tr("Remove the chosen segment"), {Qt::Key_Delete}, false,
        [this] { m_timeline->removeSelected(); });
}

/// Disabled actions leave their keys to others: Space drags pictures.
void VideoStrip::updateActions()
{
    const QString noTime = isOpen() && isVisible() ? QString() : tr("The current sample has no time line");
    const QString noVideo = isVideo() && isVisible() ? QString() : tr("The current sample is not a video");
    for (const QString& id : std::as_const(m_actionIds))
        m_actions.setReason(id, id.startsWith(QLatin1String("video.")) ? noVideo : noTime);
}

void VideoStrip::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateActions();
}

void VideoStrip::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_playback.pause();
    updateActions();
}

void VideoStrip::connectPlayback()
{
    connect(&m_playback, &Playback::opened, this, &VideoStrip::indexed);
    connect(&m_playback, &Playback::frameShown, this, [this](int, const QImage& image) {
        viewer::Picture picture;
        picture.name = m_name;
        picture.image = image;
        m_canvas.setPicture(std::move(picture));
    });
    connect(&m_playback, &Playback::frameFailed, this, [this](int index, const QString& message) {
        m_bar->setNotice(tr("Frame %1: %2").arg(index).arg(message));
    });
    connect(&m_playback, &Playback::positionChanged, this, &VideoStrip::showPosition);
    connect(&m_playback, &Playback::playingChanged, m_bar, &PlayerBar::setPlaying);
    connect(&m_playback, &Playback::speedChanged, m_bar, &PlayerBar::setSpeed);
    connect(&m_playback, &Playback::loopChanged, this, [this] {
        m_bar->setLooping(m_playback.loop().has_value());
        m_timeline->setLoop(m_playback.loop());
    });
}

void VideoStrip::connectBar()
{
    connect(m_bar, &PlayerBar::playToggled, &m_playback, &Playback::toggle);
    connect(m_bar, &PlayerBar::stepRequested, &m_playback, &Playback::step);
    connect(m_bar, &PlayerBar::speedRequested, &m_playback, &Playback::setSpeed);
    connect(m_bar, &PlayerBar::loopClearRequested, this, [this] { m_playback.setLoop(std::nullopt); });
    connect(m_bar, &PlayerBar::cutsRequested, this, &VideoStrip::setCuts);
    connect(m_bar, &PlayerBar::curveRequested, this, [this](ClassIndex index) {
        m_curve = index;
        if (const SampleFacts* facts = m_loader.facts())
            showFacts(*facts);
    });
    connect(m_bar, &PlayerBar::splitRequested, m_timeline, &Timeline::splitAtPosition);
    connect(m_bar, &PlayerBar::labelsRequested, m_timeline, &Timeline::editSelectedLabels);
    connect(m_bar, &PlayerBar::mergeRequested, m_timeline, &Timeline::mergeSelected);
    connect(m_bar, &PlayerBar::removeRequested, m_timeline, &Timeline::removeSelected);
}

void VideoStrip::connectTimeline()
{
    connect(m_timeline, &Timeline::seekRequested, this, &VideoStrip::seek);
    connect(m_timeline, &Timeline::loopRequested, &m_playback, &Playback::setLoop);
    connect(m_timeline, &Timeline::segmentsEdited, this, &VideoStrip::edit);
    connect(m_timeline, &Timeline::labelsRequested, this, &VideoStrip::pickLabels);
    connect(m_timeline, &Timeline::segmentSelected, this, &VideoStrip::showTools);
    connect(m_timeline, &Timeline::stillsWanted, this, [this](const std::vector<double>& seconds) {
        if (m_survey)
            m_survey->requestStills(seconds, static_cast<int>(kStillHeight * devicePixelRatioF()));
    });
    connect(m_picker, &ClassPicker::classChosen, this, &VideoStrip::chooseLabel);
    connect(m_picker, &ClassPicker::closed, m_popup, &QWidget::hide);
}

void VideoStrip::showSample()
{
    const SampleFacts* facts = m_loader.facts();
    if (!facts)
        return;
    if (facts->hasPicture() && !facts->isTimed())
        return close();
    if (facts->view.id != m_sample)
        openSample(*facts);
    else
        showFacts(*facts);
    show();
}

void VideoStrip::close()
{
    if (!isOpen())
        return;
    m_popup->hide();
    m_playback.setSource(nullptr);
    m_survey.reset();
    m_frames.reset();
    m_sample = {};
    m_cuts.clear();
    m_canvas.setSpacePans(true);
    hide();
}

void VideoStrip::openSample(const SampleFacts& facts)
{
    close();
    m_sample = facts.view.id;
    m_name = facts.view.name;
    m_fresh = true;
    m_bar->setNotice({});
    m_bar->setPlaying(false);
    m_bar->setCutsShown(false);
    m_bar->setPosition(0, 0, -1, 0);
    const bool video = !facts.hasPicture();
    m_bar->setPlayable(video);
    showFacts(facts);
    if (video)
        openVideo(facts);
    updateActions();
}

void VideoStrip::openVideo(const SampleFacts& facts)
{
    m_canvas.setSpacePans(false); // it plays
    m_canvas.setLoading(m_name);
    const auto open = [project = m_session.project(),
                       media = facts.detail.row.sample.media]() -> Result<VideoFrames::Media> {
        BADCASE_ASSIGN(const auto root, project->media().root(media.root));
        BADCASE_ASSIGN(auto source, media::VideoSource::member(*root, media.path));
        return VideoFrames::Media{std::move(source), root, media.path};
    };
    m_frames = std::make_unique<VideoFrames>(open);
    connect(m_frames.get(), &VideoFrames::failed, this,
            [this](const QString& message) { m_canvas.setBroken(m_name, message); });
    connect(m_frames.get(), &VideoFrames::damaged, this, [this](int packets) {
        m_bar->setNotice(tr("%n damaged packets were stepped over", nullptr, packets));
    });
    m_playback.setSource(m_frames.get());
}

void VideoStrip::indexed()
{
    m_survey = std::make_unique<VideoSurvey>(m_frames->source(), m_frames->index());
    connect(m_survey.get(), &VideoSurvey::still, m_timeline, &Timeline::setStill);
    connect(m_survey.get(), &VideoSurvey::scenesFound, this, [this](const std::vector<double>& cuts) {
        m_cuts = cuts;
        m_bar->setNotice({});
        if (const SampleFacts* facts = m_loader.facts())
            showFacts(*facts);
    });
    connect(m_survey.get(), &VideoSurvey::scenesProgress, this, [this](double share) {
        m_bar->setNotice(tr("Looking for scene boundaries: %1").arg(theme::percentText(share)));
    });
    connect(m_survey.get(), &VideoSurvey::scenesFailed, m_bar, &PlayerBar::setNotice);
    if (const SampleFacts* facts = m_loader.facts())
        showFacts(*facts);
    showPosition();
}

TimelineContent VideoStrip::contentOf(const SampleFacts& facts) const
{
    const Schema schema = m_session.schema();
    TimelineContent content;
    content.duration = m_playback.duration();
    content.spans = facts.spans;
    content.cuts = m_cuts;
    content.truth = facts.segments.effective().value_or(std::vector<Segment>());
    content.isCorrected = facts.segments.corrected.has_value();
    content.hasTruth = facts.segments.effective().has_value() || schema.task() == Task::MultiLabel;
    content.hasPrediction = facts.predictedSegments.has_value();
    if (facts.predictedSegments) {
        for (const ScoredSegment& segment : *facts.predictedSegments) {
            // Models may begin a segment before the video does; there is nothing to draw there.
            const LabelSet classes = analysis::decidedClasses(segment, kThreshold, isSingle(schema));
            if (segment.end > 0)
                content.predicted.push_back({std::max(0.0, segment.begin), segment.end, classes});
        }
    }
    if (m_playback.frameCount() == 0) // no video, or not yet: as long as what is known of it
        content.duration = lengthOf(content);
    content.hasFilm = !facts.hasPicture();
    if (m_curve != kNoClass && facts.sequence && m_curve < facts.sequence->columns)
        content.curve = curveOf(*facts.sequence, m_curve);
    else if (m_curve != kNoClass && facts.predictedSegments)
        content.curve = curveOf(*facts.predictedSegments, m_curve);
    return content;
}

void VideoStrip::showFacts(const SampleFacts& facts)
{
    if (m_fresh)
        m_timeline->setContent(contentOf(facts));
    else
        m_timeline->updateContent(contentOf(facts));
    m_fresh = false;
    m_timeline->setEditable(!m_session.isReadOnly());
    showCurveChoices(facts);
    showTools();
    if (m_picking >= 0 && m_picking < static_cast<int>(m_timeline->content().truth.size()))
        m_picker->setLabels(m_timeline->content().truth[static_cast<std::size_t>(m_picking)].labels);
}

void VideoStrip::showCurveChoices(const SampleFacts& facts)
{
    std::vector<ClassIndex> classes;
    if (facts.sequence)
        classes = curveClasses(*facts.sequence);
    else if (facts.predictedSegments)
        classes = curveClasses(*facts.predictedSegments);
    if (m_curve != kNoClass && !classes.empty() && std::ranges::find(classes, m_curve) == classes.end())
        classes.push_back(m_curve);
    const Schema schema = m_session.schema();
    std::vector<std::pair<ClassIndex, QString>> choices;
    for (const ClassIndex index : classes) {
        if (index < schema.size())
            choices.emplace_back(index, schema.at(index).name);
    }
    m_bar->setCurveChoices(choices, m_curve);
}

void VideoStrip::seek(double seconds)
{
    if (isVideo())
        m_playback.seek(seconds);
    else
        m_timeline->setPosition(seconds);
}

void VideoStrip::showPosition()
{
    m_bar->setPosition(m_playback.position(), m_playback.duration(), m_playback.current(),
                       m_playback.frameCount());
    m_timeline->setPosition(m_playback.position());
}

void VideoStrip::showTools()
{
    m_bar->setSegmentTools(m_timeline->content().hasTruth && !m_session.isReadOnly(),
                           m_timeline->selectedSegment() >= 0);
}

void VideoStrip::setCuts(bool on)
{
    if (!m_survey)
        return m_bar->setCutsShown(false);
    if (on)
        return m_survey->requestScenes();
    m_survey->cancelScenes();
    m_cuts.clear();
    m_bar->setNotice({});
    if (const SampleFacts* facts = m_loader.facts())
        showFacts(*facts);
}

/// The next edit starts from this one, also when it comes before the file has answered: each replaces the
/// whole list.
void VideoStrip::edit(const std::vector<Segment>& segments)
{
    if (m_session.isReadOnly())
        return Q_EMIT refused(tr("The project can only be read: nothing can be changed"));
    if (!isOpen())
        return;
    TimelineContent content = m_timeline->content();
    content.truth = segments;
    m_timeline->updateContent(std::move(content));
    m_session.replaceSegments(m_sample, segments);
}

void VideoStrip::pickLabels(int segment, const QPoint& position)
{
    m_picking = segment;
    m_picker->setLabels(m_timeline->content().truth[static_cast<std::size_t>(segment)].labels);
    m_popup->adjustSize();
    m_popup->move(position);
    m_popup->show();
    m_picker->open();
}

void VideoStrip::chooseLabel(ClassIndex index)
{
    const viewer::Segments& truth = m_timeline->content().truth;
    if (m_picking < 0 || m_picking >= static_cast<int>(truth.size()))
        return;
    LabelSet labels = LabelSet::single(index);
    if (isSingle(m_session.schema())) {
        m_popup->hide();
    } else { // boxes are ticked one after another
        std::vector<ClassIndex> classes = truth[static_cast<std::size_t>(m_picking)].labels.classes();
        if (std::erase(classes, index) == 0)
            classes.push_back(index);
        labels = LabelSet(std::move(classes));
    }
    edit(viewer::withLabels(truth, m_picking, labels));
}

} // namespace badcase::window
