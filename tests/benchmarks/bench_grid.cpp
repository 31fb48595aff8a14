// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How long one event holds the GUI thread while a grid of 1,000,000 samples is scrolled, and what that costs
/// in memory.
///
///     bench_grid [samples] [steps]
///
/// The source answers as a project does: on other threads, a few milliseconds later. The script scrolls line
/// by line, page by page, drags the scroll bar, jumps to the ends, changes sizes and switches to the
/// filmstrip. What is measured is every event that Qt delivers, repaints included. The window is 2560 x 1400
/// px.

#include "widgets/models/sample_grid.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QThreadPool>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace badcase;
using namespace badcase::models;

namespace {

/// Times every event from its delivery to the return of its last handler (outermost only).
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth++ > 0) {
            const bool handled = QApplication::notify(receiver, event);
            --m_depth;
            return handled;
        }
        QElapsedTimer timer;
        timer.start();
        const bool handled = QApplication::notify(receiver, event);
        holds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        --m_depth;
        return handled;
    }
    std::vector<double> holds; ///< ms

private:
    int m_depth = 0;
};

class SyntheticCards : public PageSource {
public:
    void fetch(PageRequest request, PageReceiver receiver) override
    {
        m_pool.start([request, receiver] {
            PageAnswer answer;
            answer.cards.reserve(request.ids.size());
            for (const SampleId id : request.ids) {
                SampleCard card;
                card.id = id;
                card.name = QStringLiteral("train/shard_%1/sample_%2.jpg").arg(id.value % 64).arg(id.value);
                card.split = QStringLiteral("train");
                card.label = static_cast<int>(id.value % 200);
                card.labelText = QStringLiteral("category %1 of many").arg(card.label);
                card.predicted = static_cast<int>(id.value * 31 % 211 % 200);
                card.predictedText = QStringLiteral("category %1 of many").arg(card.predicted);
                card.decision = card.label == card.predicted ? Decision::Right : Decision::Wrong;
                card.confidence = static_cast<float>(id.value % 997) / 997;
                card.corrected = id.value % 19 == 0;
                card.verdict = id.value % 23 == 0 ? Verdict::Keep : Verdict::None;
                answer.cards.push_back(std::move(card));
            }
            QThread::msleep(3);
            QMetaObject::invokeMethod(
                qApp, [receiver, answer] { receiver(answer); }, Qt::QueuedConnection);
        });
    }
    ~SyntheticCards() override { m_pool.waitForDone(); }

private:
    QThreadPool m_pool;
};

class SyntheticThumbnails : public ThumbnailSource {
public:
    void request(const ThumbnailRequest& request, ThumbnailReceiver receiver) override
    {
        m_pool.start([request, receiver] {
            QImage image(request.pixels, request.pixels * 3 / 4, QImage::Format_RGB32);
            image.fill(QColor::fromHsv(static_cast<int>(request.id.value % 360), 120, 170));
            QMetaObject::invokeMethod(
                qApp, [receiver, image] { receiver(image); }, Qt::QueuedConnection);
        });
    }
    void cancel(quint64) override {}
    ~SyntheticThumbnails() override { m_pool.waitForDone(); }

private:
    QThreadPool m_pool;
};

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

void settle(int ms)
{
    QElapsedTimer timer;
    timer.start();
    do {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    } while (timer.elapsed() < ms);
}

/// Runs `step` as an event of its own, then what it causes.
template <class Step>
void run(TimedApplication& application, const char* name, int steps, Step step)
{
    application.holds.clear();
    QElapsedTimer total;
    total.start();
    for (int i = 0; i < steps; ++i) {
        QMetaObject::invokeMethod(
            qApp, [&] { step(i); }, Qt::QueuedConnection);
        settle(8);
    }
    settle(50);
    std::vector<double> holds = application.holds;
    std::sort(holds.begin(), holds.end());
    const auto at = [&](double share) {
        return holds.empty() ? 0.0
                             : holds[static_cast<std::size_t>(share * static_cast<double>(holds.size() - 1))];
    };
    const auto over = std::count_if(holds.begin(), holds.end(), [](double hold) { return hold > 16; });
    std::printf("%-26s events %6zu   median %6.3f ms   99 %% %6.2f ms   max %6.2f ms   over 16 ms: %lld\n",
                name, holds.size(), at(0.5), at(0.99), at(1), static_cast<long long>(over));
}

void wheel(QWidget* widget, int notches)
{
    const QPointF at(400, 300);
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, -120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    const int samples = argc > 1 ? std::atoi(argv[1]) : 1000000;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 100;
    theme::Theme::instance().apply();

    auto ids = std::make_shared<std::vector<SampleId>>();
    ids->reserve(static_cast<std::size_t>(samples));
    for (int i = 1; i <= samples; ++i)
        ids->push_back(SampleId(i));

    SyntheticCards cards;
    SyntheticThumbnails thumbnails;
    PagedSampleModel model(&cards);
    SampleSelection selection(&model);
    ThumbnailCache cache(&thumbnails);
    SampleGrid grid(&selection, &cache);
    grid.setThumbSize(128);
    grid.resize(2560, 1400);
    grid.show();
    settle(50);

    QScrollBar* bar = grid.verticalScrollBar();
    QRandomGenerator random(1);
    run(application, "show the selection", 1, [&](int) { model.setIds(ids); });
    run(application, "wheel", steps, [&](int) { wheel(grid.viewport(), 1); });
    run(application, "page down", steps, [&](int) { bar->setValue(bar->value() + bar->pageStep()); });
    run(application, "drag the scroll bar", steps,
        [&](int i) { bar->setValue(static_cast<int>(qint64(bar->maximum()) * i / steps)); });
    run(application, "jump anywhere", steps, [&](int) { bar->setValue(random.bounded(bar->maximum())); });
    run(application, "select by keys", steps, [&](int i) { selection.select(samples / 2 + i); });
    run(application, "change the filter", 5, [&](int) { model.setIds(ids); });
    run(application, "sizes", 6, [&](int i) { grid.setThumbSize(i % 3 == 0 ? 96 : i % 3 == 1 ? 192 : 128); });
    run(application, "filmstrip", steps, [&](int i) {
        grid.setLayoutMode(SampleGrid::Layout::Filmstrip);
        selection.select(samples / 3 + i);
    });
    std::printf("samples %d, resident %.0f MB, thumbnails %.0f MB\n", samples, residentMegabytes(),
                static_cast<double>(cache.bytes()) / 1048576);
    return 0;
}
