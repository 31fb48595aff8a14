<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
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
</context>
<context>
    <name>badcase::window::MatrixPage</name>
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
</context>
</TS>
