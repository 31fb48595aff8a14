<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>badcase::FilterNames</name>
    <message numerus="yes">
        <source>%1 (all %n classes)</source>
        <translation>
            <numerusform>%1 (its only class)</numerusform>
            <numerusform>%1 (all %n classes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::FilterTerms</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen samples</source>
        <translation>
            <numerusform>%n chosen sample</numerusform>
            <numerusform>%n chosen samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::Run</name>
    <message numerus="yes">
        <source>The model %1 failed for every one of the first %n sample(s). The first error: %2</source>
        <translation>
            <numerusform>The model %1 failed for the first sample. The error: %2</numerusform>
            <numerusform>The model %1 failed for every one of the first %n samples. The first error: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::SampleInputs</name>
    <message numerus="yes">
        <source>%1 is damaged: %n frames could not be decoded</source>
        <translation>
            <numerusform>%1 is damaged: %n frame could not be decoded</numerusform>
            <numerusform>%1 is damaged: %n frames could not be decoded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::ScoreTables</name>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::VideoRun</name>
    <message numerus="yes">
        <source>%n packets were stepped over</source>
        <translation>
            <numerusform>%n packet was stepped over</numerusform>
            <numerusform>%n packets were stepped over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames were decoded with guessed parts</source>
        <translation>
            <numerusform>%n frame was decoded with guessed parts</numerusform>
            <numerusform>%n frames were decoded with guessed parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames could not be decoded</source>
        <translation>
            <numerusform>%n frame could not be decoded</numerusform>
            <numerusform>%n frames could not be decoded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::models::RunsModel</name>
    <message numerus="yes">
        <source>Finished, %n failed</source>
        <translation>
            <numerusform>Finished, %n failed</numerusform>
            <numerusform>Finished, %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) could not be run</source>
        <translation>
            <numerusform>%n sample could not be run</numerusform>
            <numerusform>%n samples could not be run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them computed by other runs before</source>
        <translation>
            <numerusform>%n of them computed by another run before</numerusform>
            <numerusform>%n of them computed by other runs before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ClassPicker</name>
    <message numerus="yes">
        <source>%1 (all %n classes)</source>
        <comment>parent class</comment>
        <translation>
            <numerusform>%1 (its only class)</numerusform>
            <numerusform>%1 (all %n classes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>    All %n classes</source>
        <translation>
            <numerusform>    The only class</numerusform>
            <numerusform>    All %n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ExportForm</name>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>%Ln sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::FilterBar</name>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>%Ln sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ImportPanel</name>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::InspectorPanel</name>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::JobBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ModelCardForm</name>
    <message numerus="yes">
        <source>Mean needs %n numbers.</source>
        <translation>
            <numerusform>Mean needs %n number.</numerusform>
            <numerusform>Mean needs %n numbers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Std needs %n numbers.</source>
        <translation>
            <numerusform>Std needs %n number.</numerusform>
            <numerusform>Std needs %n numbers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ScoreBar</name>
    <message numerus="yes">
        <source>(%n labels)</source>
        <comment>labels that were corrected</comment>
        <translation>
            <numerusform>(%n label)</numerusform>
            <numerusform>(%n labels)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::SliderList</name>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::TextCard</name>
    <message numerus="yes">
        <source>%n more characters are not shown here</source>
        <translation>
            <numerusform>%n more character is not shown here</numerusform>
            <numerusform>%n more characters are not shown here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::TextFieldView</name>
    <message numerus="yes">
        <source>about %Ln tokens</source>
        <translation>
            <numerusform>about %Ln token</numerusform>
            <numerusform>about %Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show less (the first %Ln characters are shown)</source>
        <translation>
            <numerusform>Show less (the first %Ln character is shown)</numerusform>
            <numerusform>Show less (the first %Ln characters are shown)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all, with %n more hits</source>
        <translation>
            <numerusform>Show all, with %n more hit</numerusform>
            <numerusform>Show all, with %n more hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::WhatIfSection</name>
    <message numerus="yes">
        <source>Show all %Ln classes</source>
        <translation>
            <numerusform>Show all %Ln class</numerusform>
            <numerusform>Show all %Ln classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::plots::ConfusionMatrixView</name>
    <message numerus="yes">
        <source>%1: click to unfold its %n classes</source>
        <translation>
            <numerusform>%1: click to unfold its class</numerusform>
            <numerusform>%1: click to unfold its %n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: click to fold its %n classes</source>
        <translation>
            <numerusform>%1: click to fold its class</numerusform>
            <numerusform>%1: click to fold its %n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::plots::CurvePlot</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::plots::HistogramPlot</name>
    <message numerus="yes">
        <source>%1 to %2: %n sample(s)</source>
        <translation>
            <numerusform>%1 to %2: %n sample</numerusform>
            <numerusform>%1 to %2: %n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::plots::ReliabilityPlot</name>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::viewer::FeatureStrip</name>
    <message numerus="yes">
        <source>%1: %n frames</source>
        <translation>
            <numerusform>%1: %n frame</numerusform>
            <numerusform>%1: %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames, %1 values each (%2); how alike they are</source>
        <translation>
            <numerusform>%n frame, %1 values (%2)</numerusform>
            <numerusform>%n frames, %1 values each (%2); how alike they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::CalibrationPane</name>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::CombinePanel</name>
    <message numerus="yes">
        <source>%n samples combined</source>
        <translation>
            <numerusform>%n sample combined</numerusform>
            <numerusform>%n samples combined</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::ExportPage</name>
    <message numerus="yes">
        <source>%n samples, read back and equal</source>
        <translation>
            <numerusform>%n sample, read back and equal</numerusform>
            <numerusform>%n samples, read back and equal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples could not be exported and are listed on the right.</source>
        <translation>
            <numerusform>%n sample could not be exported and is listed on the right.</numerusform>
            <numerusform>%n samples could not be exported and are listed on the right.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::ImportPage</name>
    <message numerus="yes">
        <source>%n or more samples</source>
        <translation>
            <numerusform>%n or more samples</numerusform>
            <numerusform>%n or more samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n classes</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples before it was cancelled</source>
        <translation>
            <numerusform>%n sample before it was cancelled</numerusform>
            <numerusform>%n samples before it was cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln problems below</source>
        <translation>
            <numerusform>; %Ln problem below</numerusform>
            <numerusform>; %Ln problems below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::ImportPredictionsPanel</name>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n problems</source>
        <translation>
            <numerusform>%1: %2, %n problem</numerusform>
            <numerusform>%1: %2, %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::Labelling</name>
    <message numerus="yes">
        <source>%1: label (%n changes)</source>
        <translation>
            <numerusform>%1: label (%n change)</numerusform>
            <numerusform>%1: label (%n changes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: verdict (%n changes)</source>
        <translation>
            <numerusform>%1: verdict (%n change)</numerusform>
            <numerusform>%1: verdict (%n changes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: mask (%n changes)</source>
        <translation>
            <numerusform>%1: mask (%n change)</numerusform>
            <numerusform>%1: mask (%n changes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: segments (%n changes)</source>
        <translation>
            <numerusform>%1: segments (%n change)</numerusform>
            <numerusform>%1: segments (%n changes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MaskTunePane</name>
    <message numerus="yes">
        <source>%n mask(s) could not be compared and are left out.</source>
        <translation>
            <numerusform>%n mask could not be compared and is left out.</numerusform>
            <numerusform>%n masks could not be compared and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MaskTuneReader</name>
    <message numerus="yes">
        <source>%n masks read</source>
        <translation>
            <numerusform>%n mask read</numerusform>
            <numerusform>%n masks read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MixMembersModel</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MixPane</name>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out, which not all have done</source>
        <translation>
            <numerusform>%n left out, which not all have done</numerusform>
            <numerusform>%n left out, which not all have done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Weight of %1, estimated at %n stops</source>
        <translation>
            <numerusform>Weight of %1, estimated at %n stop</numerusform>
            <numerusform>Weight of %1, estimated at %n stops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples combined</source>
        <translation>
            <numerusform>%n sample combined</numerusform>
            <numerusform>%n samples combined</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::NewProjectForm</name>
    <message numerus="yes">
        <source>%n classes</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::NewRunPanel</name>
    <message numerus="yes">
        <source>%1, %n classes, input %2</source>
        <translation>
            <numerusform>%1, %n class, input %2</numerusform>
            <numerusform>%1, %n classes, input %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n classes of the model are not in this project under that name. Say which ones they are.</source>
        <translation>
            <numerusform>%n class of the model is not in this project under that name. Say which one it is.</numerusform>
            <numerusform>%n classes of the model are not in this project under that name. Say which ones they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames of %1</source>
        <translation>
            <numerusform>%n frame of %1</numerusform>
            <numerusform>%n frames of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensors of numbers: %1</source>
        <translation>
            <numerusform>%n tensor of numbers: %1</numerusform>
            <numerusform>%n tensors of numbers: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::RunningStrip</name>
    <message numerus="yes">
        <source>Early score: %1 over %n random samples</source>
        <translation>
            <numerusform>Early score: %1 over %n random sample</numerusform>
            <numerusform>Early score: %1 over %n random samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::RunsPage</name>
    <message numerus="yes">
        <source>Delete the run %1 with the predictions of %n samples? This cannot be undone. Labels stay.</source>
        <translation>
            <numerusform>Delete the run %1 with the predictions of %n sample? This cannot be undone. Labels stay.</numerusform>
            <numerusform>Delete the run %1 with the predictions of %n samples? This cannot be undone. Labels stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n samples</source>
        <translation>
            <numerusform>Cancelled after %n sample</numerusform>
            <numerusform>Cancelled after %n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n failed</source>
        <translation>
            <numerusform>%1: %2, %n failed</numerusform>
            <numerusform>%1: %2, %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them computed by other runs before</source>
        <translation>
            <numerusform>%1, %n of them computed by another run before</numerusform>
            <numerusform>%1, %n of them computed by other runs before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n failed. Resume tries them again and goes on from there.</source>
        <translation>
            <numerusform>%1: %2, %n failed. Resume tries it again and goes on from there.</numerusform>
            <numerusform>%1: %2, %n failed. Resume tries them again and goes on from there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::SetSaver</name>
    <message numerus="yes">
        <source>%n decisions changed</source>
        <translation>
            <numerusform>%n decision changed</numerusform>
            <numerusform>%n decisions changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::StageBars</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::VideoStrip</name>
    <message numerus="yes">
        <source>%n damaged packets were stepped over</source>
        <translation>
            <numerusform>%n damaged packet was stepped over</numerusform>
            <numerusform>%n damaged packets were stepped over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::workspace::TextIndexService</name>
    <message numerus="yes">
        <source>%Ln samples can be searched at once</source>
        <translation>
            <numerusform>%Ln sample can be searched at once</numerusform>
            <numerusform>%Ln samples can be searched at once</numerusform>
        </translation>
    </message>
</context>
</TS>
