// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What mixing classes costs: 8 members x 10,000 samples x 200 classes, made like the views of one model (the same
/// logits with other noise). Run: build/release/benchmarks/bench_class_mixing [SAMPLES [MEMBERS [NOISE]]]

#include "inference/analysis/tuning/member_table.h"
#include "inference/analysis/tuning/mixture_fit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr int kClasses = 200;

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void report(const char* what, double time)
{
    std::printf("%-70s %10.3f ms\n", what, time);
    std::fflush(stdout);
}

struct Made {
    std::vector<std::vector<float>> members;
    std::vector<LabelSet> labels;
};

Made made(int samples, int members, float noise)
{
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    Made out;
    out.members.resize(static_cast<std::size_t>(members));
    std::vector<float> logits(kClasses);
    std::vector<float> row(kClasses);
    for (int i = 0; i < samples; ++i) {
        const auto label = static_cast<ClassIndex>(random() % kClasses);
        out.labels.push_back({label});
        for (float& logit : logits)
            logit = 1.5f * normal(random);
        logits[static_cast<std::size_t>(label)] += 4;
        for (auto& member : out.members) {
            float sum = 0;
            for (std::size_t k = 0; k < row.size(); ++k)
                sum += row[k] = std::exp(logits[k] + noise * normal(random));
            for (const float p : row)
                member.push_back(p / sum);
        }
    }
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const int samples = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int members = argc > 2 ? std::atoi(argv[2]) : 8;
    const float noise = argc > 3 ? std::strtof(argv[3], nullptr) : 0.5f;
    const Made data = made(samples, members, noise);
    std::vector<int> parents;
    for (int k = 0; k < kClasses; ++k)
        parents.push_back(k % 23);
    const MixObjective objective = *Objective::create({ObjectiveKind::MeanF1}, kClasses, parents);
    ClassMixSet set;
    report("what is sure is told from what is in doubt", milliseconds([&] {
               set = *ClassMixSet::create(Activation::Softmax, kClasses, data.members, data.labels);
           }));
    std::size_t candidates = 0;
    for (const auto& doubt : set.doubts())
        candidates += doubt.count;
    std::printf("  %.1f %% of the samples are sure, the others have %.1f candidates each\n",
                100.0 * static_cast<double>(set.sureRows()) / samples,
                static_cast<double>(candidates) / static_cast<double>(std::max<std::size_t>(1, set.doubts().size())));
    ClassMixer mixer(set, objective);
    const MixDecisions reference = mixer.decisions();
    std::mt19937 random(2);
    for (const auto& [mode, name] : {std::pair(MixMode::Mean, "mean"), {MixMode::Logit, "gmean"}, {MixMode::Max, "max"}}) {
        std::vector<double> times;
        std::size_t flips = 0;
        for (int i = 0; i < 50; ++i) {
            std::vector<double> weights = mixer.weights();
            weights[random() % weights.size()] = static_cast<double>(random() % 101) / 100 + 0.001;
            times.push_back(milliseconds([&, mode = mode] {
                mixer.setPosition(mode, weights);
                flips += mixer.value() > 2 ? 1 : mixer.flipsFrom(reference).size();
            }));
        }
        std::ranges::sort(times);
        std::printf("  %zu flips a move\n", flips / times.size());
        report((std::string("a move of a slider with its figure and flips, ") + name + ", median").c_str(), times[25]);
        report("  the slowest of 50", times.back());
        report("the exact curve over one weight",
               milliseconds([&, mode = mode] { mixCurve(set, objective, mode, mixer.weights(), 0); }));
    }
    const std::vector<double> equal(static_cast<std::size_t>(members), 1.0);
    report("the table of members",
           milliseconds([&] { memberTable(set, objective, MixMode::Mean, equal); }));
    report("the choice of members, 400 draws a step", milliseconds([&] {
               const auto selection = selectMembers(set, objective, MixMode::Mean, equal, 0, {}, {});
               std::printf("  %zu kept\n", selection->members.size());
           }));
    report("weights by likelihood, held out over 5 folds three times", milliseconds([&] {
               const auto held = heldOutMixture(set, objective, MixMode::Mean, reference, {}, {});
               std::printf("  gap %.1e after %d rounds\n", held->fit.gap, held->fit.rounds);
           }));
    return 0;
}
