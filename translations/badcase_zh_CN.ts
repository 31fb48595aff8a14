<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>QTableView</name>
    <message>
        <source>Classes and their scores</source>
        <translation>各类别及其得分</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>badcase::Ablation</name>
    <message>
        <source>The run &quot;%1&quot; has no model to run again: it was imported or combined</source>
        <translation>运行“%1”没有可以重新运行的模型：它是导入或组合而成的</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; marks pixels; without its picture there is nothing to compare</source>
        <translation>运行“%1”的模型逐像素预测；没有图片就没有可比较的内容</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; is no longer at %2. Put the file back to run it.</source>
        <translation>运行“%1”的模型已不在 %2。请放回该文件后再运行。</translation>
    </message>
    <message>
        <source>%1 is not the file that made the run &quot;%2&quot;: its content has changed since</source>
        <translation>%1 不是生成运行“%2”的文件：其内容此后已更改</translation>
    </message>
    <message>
        <source>Nothing is blanked: name texts, or the media</source>
        <translation>没有置空任何内容：请指明文本或媒体</translation>
    </message>
    <message>
        <source>The model %1 reads texts only; there is no media to blank</source>
        <translation>模型 %1 只读取文本；没有可置空的媒体</translation>
    </message>
    <message>
        <source>The model %1 reads no texts; only the media can be blanked</source>
        <translation>模型 %1 不读取文本；只能置空媒体</translation>
    </message>
    <message>
        <source>The model %1 does not read the text &quot;%2&quot;; it reads: %3</source>
        <translation>模型 %1 不读取文本“%2”；它读取的是：%3</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has done none of these samples</source>
        <translation>运行“%1”没有处理过这些样本中的任何一个</translation>
    </message>
    <message>
        <source>Stopped while the runs were compared</source>
        <translation>比较运行时已停止</translation>
    </message>
    <message>
        <source>media</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>%1 without %2</source>
        <translation>%1（去掉 %2）</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; runs on a server; only models of this computer can be run again without something</source>
        <translation>运行“%1”的模型在服务器上运行；只有本机上的模型才能去掉某些内容再次运行</translation>
    </message>
</context>
<context>
    <name>badcase::ArrayReader</name>
    <message>
        <source>%1 is not a NumPy array (.npy). Write it with numpy.save().</source>
        <translation>%1 不是 NumPy 数组（.npy）。请用 numpy.save() 写出。</translation>
    </message>
    <message>
        <source>%1 is cut off in its header. Copy it again.</source>
        <translation>%1 的文件头不完整。请重新复制。</translation>
    </message>
    <message>
        <source>%1 has version %2.%3 of the NumPy format; versions 1 to 3 are read.</source>
        <translation>%1 的 NumPy 格式版本为 %2.%3；可读取的版本为 1 到 3。</translation>
    </message>
    <message>
        <source>%1 claims a header of %2 bytes.</source>
        <translation>%1 声称文件头有 %2 字节。</translation>
    </message>
    <message>
        <source>%1 holds records; an array of plain numbers was expected.</source>
        <translation>%1 中是结构化记录；应为纯数值数组。</translation>
    </message>
    <message>
        <source>The header of %1 cannot be understood. Write it again with numpy.save().</source>
        <translation>无法解析 %1 的文件头。请用 numpy.save() 重新写出。</translation>
    </message>
    <message>
        <source>%1 holds values of the type &quot;%2&quot;; floats, whole numbers or bool were expected.</source>
        <translation>%1 中的数值类型为“%2”；应为浮点数、整数或 bool。</translation>
    </message>
    <message>
        <source>%1 is cut off: its header claims %2 values of %3, but only %4 bytes follow. Copy it again.</source>
        <translation>%1 不完整：文件头声称有 %2 个 %3 数值，其后却只有 %4 字节。请重新复制。</translation>
    </message>
    <message>
        <source>There is no array (.npy) in %1.</source>
        <translation>%1 中没有数组（.npy）。</translation>
    </message>
    <message>
        <source>There are several arrays in %1 (%2, ...); give the one that is meant as a file of its own.</source>
        <translation>%1 中有多个数组（%2 等）；请将所需的数组单独存为文件。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 cannot be opened. Check its permissions.</source>
        <translation>无法打开 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>%1 cannot be read any further. Has it been changed?</source>
        <translation>%1 无法继续读取。文件是否已更改？</translation>
    </message>
    <message>
        <source>%1 has no rows %2 to %3; its shape is %4.</source>
        <translation>%1 没有第 %2 到 %3 行；其形状为 %4。</translation>
    </message>
</context>
<context>
    <name>badcase::Audit</name>
    <message>
        <source>No image of this run has a mask to be compared with.</source>
        <translation>该运行中没有图像带有可供比较的掩码。</translation>
    </message>
    <message>
        <source>The script averages the background, too, which is no class here and mostly right.</source>
        <translation>该脚本把背景也计入平均，而背景在此并不算类别，且大多判断正确。</translation>
    </message>
    <message>
        <source>%1 of %2 batches have a labelled class above the largest one that is predicted; the script leaves it out where it should count as 0.</source>
        <translation>%2 个批次中有 %1 个含有序号大于预测中最大类别序号的标签类别；脚本把它略去，而它本应计为 0。</translation>
    </message>
    <message>
        <source>%1 of %2 batches lack a class below it; the script counts it as 0 where it should be left out.</source>
        <translation>%2 个批次中有 %1 个缺少序号小于该最大序号的某个类别；脚本把它计为 0，而它本应略去。</translation>
    </message>
    <message>
        <source>It averages batches, so that a class in few pixels weighs as much as one in many, and another batch size gives another figure.</source>
        <translation>脚本按批次平均，因此像素很少的类别与像素很多的类别权重相同，换一个批次大小就会得到另一个数值。</translation>
    </message>
    <message>
        <source>Here both count the same classes in one batch.</source>
        <translation>此处两者在同一批次中统计的类别相同。</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has no masks; only theirs have a mean IoU</source>
        <translation>运行“%1”没有掩码；只有掩码运行才有平均 IoU</translation>
    </message>
    <message>
        <source>A batch has one image or more</source>
        <translation>一个批次至少有一张图像</translation>
    </message>
    <message>
        <source>These figures cannot come from one confusion matrix.</source>
        <translation>这些数值不可能来自同一个混淆矩阵。</translation>
    </message>
    <message>
        <source>One confusion matrix can give all of these figures.</source>
        <translation>同一个混淆矩阵可以给出所有这些数值。</translation>
    </message>
    <message>
        <source>Nothing forbids these figures, but no confusion matrix that gives all of them was found.</source>
        <translation>这些数值之间没有矛盾，但未找到能同时给出它们的混淆矩阵。</translation>
    </message>
    <message>
        <source>That is too little to go by: two figures that have to do with one another are needed, and the number of classes that they are means over.</source>
        <translation>依据太少：需要两个相互关联的数值，以及它们是对多少个类别取的平均。</translation>
    </message>
</context>
<context>
    <name>badcase::Backend</name>
    <message>
        <source>&quot;%1&quot; is no precision; there are fp32, fp16 and bf16</source>
        <translation>“%1”不是精度；可用：fp32、fp16 和 bf16</translation>
    </message>
</context>
<context>
    <name>badcase::Calibration</name>
    <message>
        <source>Stopped while measuring the calibration</source>
        <translation>度量校准时已停止</translation>
    </message>
    <message>
        <source>Calibration needs one or more bins and two or more folds</source>
        <translation>校准至少需要一个分箱和两折</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has masks; calibration is measured for classes and tags</source>
        <translation>运行“%1”的预测是掩码；校准只针对类别和标签度量</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has decisions only; calibration needs its probabilities</source>
        <translation>运行“%1”只有判断；度量校准需要概率</translation>
    </message>
    <message>
        <source>There is no sample in the split &quot;%1&quot;; the splits are: %2</source>
        <translation>划分“%1”中没有样本；现有划分：%2</translation>
    </message>
    <message>
        <source>Each class of this run is a question of its own, so no single temperature is fitted; the table says which classes are said too often or too seldom.</source>
        <translation>该运行的每个类别都是独立的二分类问题，因此不拟合统一的温度；表中列出哪些类别判得过多或过少。</translation>
    </message>
    <message>
        <source>There are fewer labelled samples (%1) than folds (%2), so no temperature is fitted.</source>
        <translation>有标签的样本数（%1）少于折数（%2），因此不拟合温度。</translation>
    </message>
    <message>
        <source>No sample of the run &quot;%1&quot; has a label to be measured against</source>
        <translation>运行“%1”中没有样本带有可供对照的标签</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; was made when the project had other classes; run the model again</source>
        <translation>运行“%1”生成时，项目的类别与现在不同；请重新运行模型</translation>
    </message>
    <message>
        <source>log loss %1 → %2 on samples it was not fitted to</source>
        <translation>在未参与拟合的样本上，对数损失 %1 → %2</translation>
    </message>
    <message>
        <source>No temperature is worth using: the best is T = %1, %2.</source>
        <translation>没有值得使用的温度：最佳为 T = %1，%2。</translation>
    </message>
    <message>
        <source>The model is too sure: its log-probabilities should be divided by T = %1; %2.</source>
        <translation>模型过于自信：其对数概率应除以 T = %1；%2。</translation>
    </message>
    <message>
        <source>The model is not sure enough: its log-probabilities should be divided by T = %1; %2.</source>
        <translation>模型不够自信：其对数概率应除以 T = %1；%2。</translation>
    </message>
    <message>
        <source>That is the end of the range that was searched: look at the labels first.</source>
        <translation>这已是搜索范围的边界：请先检查标签。</translation>
    </message>
    <message>
        <source>A temperature changes no decision.</source>
        <translation>温度不会改变任何判断。</translation>
    </message>
    <message>
        <source>The model has seen these samples in training: on new ones it is less well calibrated than this.</source>
        <translation>模型在训练中见过这些样本：在新样本上，其校准会比此处更差。</translation>
    </message>
    <message>
        <source>Nobody has said whether the model has seen these samples in training; where it has, it is less well calibrated on new ones.</source>
        <translation>未说明模型在训练中是否见过这些样本；若见过，则在新样本上的校准会更差。</translation>
    </message>
</context>
<context>
    <name>badcase::ClassAreas</name>
    <message>
        <source>%1 rows of probabilities do not fit %2 labels</source>
        <translation>%1 行概率与 %2 个标签对不上</translation>
    </message>
</context>
<context>
    <name>badcase::ClassMap</name>
    <message>
        <source>A stored mask is damaged (expected %1 x %2 pixels)</source>
        <translation>存储的掩码已损坏（应为 %1 x %2 像素）</translation>
    </message>
</context>
<context>
    <name>badcase::ClassMixSet</name>
    <message>
        <source>There is nothing to mix: at least one member and one class are needed</source>
        <translation>没有可混合的内容：至少需要一个成员和一个类别</translation>
    </message>
    <message>
        <source>A member has %1 probabilities where %2 samples x %3 classes need %4</source>
        <translation>某个成员有 %1 个概率，而 %2 个样本 x %3 个类别需要 %4 个</translation>
    </message>
    <message>
        <source>A probability is not a number from 0 to 1</source>
        <translation>某个概率不是 0 到 1 之间的数</translation>
    </message>
    <message>
        <source>A label lies outside the %1 classes</source>
        <translation>某个标签超出了 %1 个类别的范围</translation>
    </message>
    <message>
        <source>A sample has %1 labels where it needs one</source>
        <translation>某个样本有 %1 个标签，而只应有一个</translation>
    </message>
</context>
<context>
    <name>badcase::ClassificationScore</name>
    <message>
        <source>A sample has %1 probabilities, but the project has %2 classes</source>
        <translation>有样本含 %1 个概率，而项目有 %2 个类别</translation>
    </message>
</context>
<context>
    <name>badcase::Combine</name>
    <message>
        <source>The masks of sample number %1 differ in size or in their classes</source>
        <translation>样本 %1 的各掩码尺寸或类别不一致</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; did not keep its views. Run the model again and let it keep them (--keep-views).</source>
        <translation>运行“%1”没有保留视图。请重新运行模型并保留视图（--keep-views）。</translation>
    </message>
    <message>
        <source>The runs &quot;%1&quot; and &quot;%2&quot; do not answer the same question (%3 and %4, %5): they cannot be mixed</source>
        <translation>运行“%1”和“%2”回答的不是同一个问题（%3 与 %4，%5）：不能混合</translation>
    </message>
    <message>
        <source>alike in their probabilities</source>
        <translation>概率形式相同</translation>
    </message>
    <message>
        <source>one has softmax, one sigmoid probabilities</source>
        <translation>一个是 softmax 概率，一个是 sigmoid 概率</translation>
    </message>
    <message>
        <source>Of its masks the run &quot;%1&quot; keeps only the decided class. Run the model again and let it keep its views (--keep-views; without others that is the picture as it is).</source>
        <translation>运行“%1”的掩码只保留了所判断的类别。请重新运行模型并保留视图（--keep-views；没有其他视图时即为原图）。</translation>
    </message>
    <message>
        <source>Views are those of one run; name a single run with them</source>
        <translation>视图属于单个运行；使用视图时请只指定一个运行</translation>
    </message>
    <message>
        <source>All weights are 0: nothing would be left</source>
        <translation>权重全部为 0：结果中什么也不剩</translation>
    </message>
    <message>
        <source>There is no sample that all of these runs have done</source>
        <translation>没有任何样本是这些运行都处理过的</translation>
    </message>
    <message>
        <source>The combined run needs a name</source>
        <translation>请填写组合运行的名称</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a weight below 0; weights are 0 or more</source>
        <translation>“%1”的权重小于 0；权重应不小于 0</translation>
    </message>
    <message>
        <source>Name the runs that are to be combined, like A:0.6,B:0.4</source>
        <translation>请指明要组合的运行，例如 A:0.6,B:0.4</translation>
    </message>
    <message>
        <source>Stopped; what is combined so far stays</source>
        <translation>已停止；目前已组合的部分会保留</translation>
    </message>
</context>
<context>
    <name>badcase::Commands</name>
    <message>
        <source>took the model&apos;s decision</source>
        <translation>采用模型的判断</translation>
    </message>
    <message>
        <source>took the model&apos;s mask</source>
        <translation>采用模型的掩码</translation>
    </message>
</context>
<context>
    <name>badcase::DecisionTable</name>
    <message>
        <source>%1 probabilities are not %2 samples with %3 classes</source>
        <translation>%1 个概率与 %2 个样本、%3 个类别对不上</translation>
    </message>
    <message>
        <source>There are %1 groups for %2 samples</source>
        <translation>%2 个样本却有 %1 个分组</translation>
    </message>
    <message>
        <source>Not every one of the %1 classes has a parent</source>
        <translation>%1 个类别并非都有父类别</translation>
    </message>
    <message>
        <source>Sample %1 has the label %2, but there are %3 classes</source>
        <translation>样本 %1 的标签为 %2，但只有 %3 个类别</translation>
    </message>
    <message>
        <source>Sample %1 has a probability that is not a number from 0 to 1</source>
        <translation>样本 %1 有一个概率不是 0 到 1 之间的数</translation>
    </message>
</context>
<context>
    <name>badcase::Demo</name>
    <message>
        <source>Cannot write the demo&apos;s model %1</source>
        <translation>无法写入演示模型 %1</translation>
    </message>
    <message>
        <source>Cannot read %1</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>Stopped while importing the demo</source>
        <translation>导入演示数据时已停止</translation>
    </message>
    <message>
        <source>running the model</source>
        <translation>正在运行模型</translation>
    </message>
    <message>
        <source>Stopped while running the demo&apos;s model</source>
        <translation>运行演示模型时已停止</translation>
    </message>
    <message>
        <source>The demo&apos;s list of planted errors is missing: %1</source>
        <translation>缺少演示数据的预设错误清单：%1</translation>
    </message>
    <message>
        <source>%1 holds something else, or a demo that was not finished; choose or empty a folder</source>
        <translation>%1 中有其他内容，或演示未生成完；请另选或清空一个文件夹</translation>
    </message>
    <message>
        <source>Cannot finish the demo in %1</source>
        <translation>无法在 %1 中完成演示</translation>
    </message>
</context>
<context>
    <name>badcase::DifferenceMap</name>
    <message>
        <source>The label mask is %1 x %2 pixels, the predicted one %3 x %4</source>
        <translation>标签掩码为 %1 x %2 像素，预测掩码为 %3 x %4</translation>
    </message>
</context>
<context>
    <name>badcase::Export</name>
    <message>
        <source>The format &quot;masks&quot; needs a segmentation project</source>
        <translation>格式“masks”只适用于分割项目</translation>
    </message>
</context>
<context>
    <name>badcase::FeatureSimilarity</name>
    <message>
        <source>%1 values are no %2 frames of %3 values each</source>
        <translation>%1 个数值凑不成 %2 帧、每帧 %3 个数值</translation>
    </message>
</context>
<context>
    <name>badcase::FilterNames</name>
    <message>
        <source>not labelled</source>
        <translation>无标签</translation>
    </message>
    <message numerus="yes">
        <source>%1 (all %n classes)</source>
        <translation>
            <numerusform>%1（全部 %n 个类别）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::FilterTerms</name>
    <message>
        <source>not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>relabel</source>
        <translation>改标签</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>有歧义</translation>
    </message>
    <message>
        <source>bad media</source>
        <translation>媒体损坏</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation>%1 ≤ %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 ≥ %2</translation>
    </message>
    <message>
        <source>%1 %2 to %3</source>
        <translation>%1 %2 至 %3</translation>
    </message>
    <message>
        <source>given</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>bad cases</source>
        <translation>坏例</translation>
    </message>
    <message>
        <source>The IoU of the mask is below %1</source>
        <translation>掩码的 IoU 低于 %1</translation>
    </message>
    <message>
        <source>The model&apos;s decision differs from the label</source>
        <translation>模型的判断与标签不一致</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>not corrected</source>
        <translation>未修正</translation>
    </message>
    <message>
        <source>with a problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>without a problem</source>
        <translation>无问题</translation>
    </message>
    <message>
        <source>with a comment</source>
        <translation>有备注</translation>
    </message>
    <message>
        <source>without a comment</source>
        <translation>无备注</translation>
    </message>
    <message>
        <source>Bad cases only</source>
        <translation>仅坏例</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>未修正</translation>
    </message>
    <message>
        <source>With a comment</source>
        <translation>有备注</translation>
    </message>
    <message>
        <source>With a problem</source>
        <translation>有问题</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> 等另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen samples</source>
        <translation>
            <numerusform>选定的 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>right parent, wrong child</source>
        <translation>父类别正确、子类别错误</translation>
    </message>
    <message>
        <source>wrong parent</source>
        <translation>父类别错误</translation>
    </message>
    <message>
        <source>confused</source>
        <translation>混淆</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>text: %1</source>
        <translation>文本：%1</translation>
    </message>
    <message>
        <source>%1: …</source>
        <translation>%1：…</translation>
    </message>
    <message>
        <source>What is typed into the search is looked for in this field only</source>
        <translation>搜索内容只在此字段中查找</translation>
    </message>
    <message>
        <source>The decision is wrong, but lies below the same parent as the label</source>
        <translation>判断错误，但与标签同属一个父类别</translation>
    </message>
    <message>
        <source>The decision lies below another parent than the label</source>
        <translation>判断与标签不属于同一父类别</translation>
    </message>
    <message>
        <source>Search only in</source>
        <translation>仅搜索</translation>
    </message>
    <message>
        <source>Text quality</source>
        <translation>文本质量</translation>
    </message>
    <message>
        <source>Right parent, wrong child</source>
        <translation>父类别正确、子类别错误</translation>
    </message>
    <message>
        <source>Wrong parent</source>
        <translation>父类别错误</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Given label…</source>
        <translation>原始标签…</translation>
    </message>
    <message>
        <source>Prediction…</source>
        <translation>预测…</translation>
    </message>
    <message>
        <source>Confusion…</source>
        <translation>混淆…</translation>
    </message>
    <message>
        <source>Not labelled</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 为空</translation>
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation>%1 不为空</translation>
    </message>
    <message>
        <source>%1 repeats itself</source>
        <translation>%1 内容重复</translation>
    </message>
    <message>
        <source>%1 is gibberish</source>
        <translation>%1 是乱码</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>text only</source>
        <translation>仅文本</translation>
    </message>
</context>
<context>
    <name>badcase::Formats</name>
    <message>
        <source>Pictures in a folder for each class, perhaps below train, val and test</source>
        <translation>每个类别一个图片文件夹，可再按 train、val、test 划分</translation>
    </message>
    <message>
        <source>A table with a row for each sample: path, label or labels, texts</source>
        <translation>每个样本一行的表格：路径、单个或多个标签、文本</translation>
    </message>
    <message>
        <source>The folders images, texts and masks, joined by file name</source>
        <translation>images、texts、masks 三个文件夹，按文件名对应</translation>
    </message>
    <message>
        <source>A folder of pictures and one of masks, joined by file name</source>
        <translation>图片文件夹和掩码文件夹，按文件名对应</translation>
    </message>
    <message>
        <source>WeChat Big Data Challenge 2022: labeled.json, unlabeled.json or result.csv, and the frame features in zip_feats</source>
        <translation>微信大数据挑战赛 2022：labeled.json、unlabeled.json 或 result.csv，以及 zip_feats 中的帧特征</translation>
    </message>
    <message>
        <source>Tencent Advertising Algorithm Contest 2021: segments and tags of videos, with videos, features and texts where they are</source>
        <translation>腾讯广告算法大赛 2021：视频的片段和标签，以及已有的视频、特征和文本</translation>
    </message>
    <message>
        <source>Videos, GIFs or frame features (npy) in a folder for each class, or with the class in the file name</source>
        <translation>视频、GIF 或帧特征（npy），每个类别一个文件夹，或类别写在文件名中</translation>
    </message>
    <message>
        <source>A table of run lengths (train.csv) and its pictures</source>
        <translation>游程编码表（train.csv）及其图片</translation>
    </message>
    <message>
        <source>Instances and captions (json) and their pictures</source>
        <translation>实例标注与图片描述（json）及其图片</translation>
    </message>
    <message>
        <source>data.yaml with images and labels, or folders by class below train</source>
        <translation>data.yaml 及 images、labels，或 train 下的各类别文件夹</translation>
    </message>
    <message>
        <source>Pictures in a folder for each class. Texts, and samples without a label, are left out.</source>
        <translation>每个类别一个图片文件夹。文本和无标签的样本会略过。</translation>
    </message>
    <message>
        <source>A table and the media, with texts and verdicts. Segments, and times of texts, are left out.</source>
        <translation>表格和媒体，含文本和判定。片段和文本的时间会略过。</translation>
    </message>
    <message>
        <source>Pictures, and masks as PNG of class numbers. Texts are left out.</source>
        <translation>图片，以及由类别编号组成的 PNG 掩码。文本会略过。</translation>
    </message>
    <message>
        <source>Videos in a folder for each class. Texts, segments, and samples without a label, are left out.</source>
        <translation>每个类别一个视频文件夹。文本、片段和无标签的样本会略过。</translation>
    </message>
    <message>
        <source>labeled.json, unlabeled.json and result.csv for the contest, with texts and their times. Media are not copied; segments are left out.</source>
        <translation>比赛所用的 labeled.json、unlabeled.json 和 result.csv，含文本及其时间。媒体不复制；片段会略过。</translation>
    </message>
    <message>
        <source>Segments, tags and label ids. Texts, splits and media are left out.</source>
        <translation>片段、标签和标签 id。文本、划分和媒体会略过。</translation>
    </message>
    <message>
        <source>Pictures, and an object for each piece of a class. Of the texts only &quot;caption&quot; is kept.</source>
        <translation>图片，类别的每个连通块为一个对象。文本只保留“caption”。</translation>
    </message>
    <message>
        <source>Pictures, train.csv with run lengths and texts, and sample_submission.csv.</source>
        <translation>图片、含游程编码和文本的 train.csv，以及 sample_submission.csv。</translation>
    </message>
    <message>
        <source>data.yaml, pictures, and an outline for each piece of a class. Texts are left out.</source>
        <translation>data.yaml、图片，以及类别每个连通块的轮廓。文本会略过。</translation>
    </message>
    <message>
        <source>Pictures in folders by class below train, val and test, as its trainers want them. Texts are left out.</source>
        <translation>图片按类别放在 train、val、test 下的文件夹中，符合 YOLO 训练的要求。文本会略过。</translation>
    </message>
    <message>
        <source>Data sets (*.csv *.json *.yaml *.yml *.txt *.zip);;All files (*)</source>
        <translation>数据集 (*.csv *.json *.yaml *.yml *.txt *.zip);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>badcase::FramePlan</name>
    <message>
        <source>&quot;%1&quot; does not say which frames of a video to take; use uniform:N (N frames, spread evenly), every:K (every K-th frame), rate:R (R frames a second) or scenes (the first frame of each scene), with N and K whole numbers from 1 and R above 0</source>
        <translation>“%1”没有说明取视频的哪些帧；请使用 uniform:N（均匀取 N 帧）、every:K（每 K 帧取一帧）、rate:R（每秒取 R 帧）或 scenes（每个场景的首帧），其中 N 和 K 为不小于 1 的整数，R 大于 0</translation>
    </message>
</context>
<context>
    <name>badcase::ImageReader</name>
    <message>
        <source>%1 is cut off or damaged: pixels are missing. Replace the file.</source>
        <translation>%1 不完整或已损坏：缺少像素。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 is a BMP that holds another format inside. Save it as PNG.</source>
        <translation>%1 是内含其他格式的 BMP。请另存为 PNG。</translation>
    </message>
    <message>
        <source>%1 begins as a %2 picture, but its header is damaged or cut off. Replace the file.</source>
        <translation>%1 的开头是 %2 图片，但文件头已损坏或不完整。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 is empty. Replace the file.</source>
        <translation>%1 是空文件。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read here. Expected JPEG, PNG, WebP, TIFF, BMP, GIF or PNM.</source>
        <translation>%1 不是此处可读的图片。应为 JPEG、PNG、WebP、TIFF、BMP、GIF 或 PNM。</translation>
    </message>
    <message>
        <source>There is not enough memory for the picture %1.</source>
        <translation>内存不足，无法读取图片 %1。</translation>
    </message>
    <message>
        <source>The thumbnail of %1 needs a size.</source>
        <translation>%1 的缩略图需要指定尺寸。</translation>
    </message>
    <message>
        <source>%1 is a kind of JPEG that cannot be read here. Save it as an ordinary JPEG.</source>
        <translation>%1 是此处无法读取的 JPEG 类型。请另存为普通 JPEG。</translation>
    </message>
    <message>
        <source>%1 is a damaged or cut-off JPEG picture. Replace the file.</source>
        <translation>%1 是已损坏或不完整的 JPEG 图片。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 is a %2 picture and Qt&apos;s plugin for it is missing. Install qt6-image-formats-plugins.</source>
        <translation>%1 是 %2 图片，但缺少 Qt 的相应插件。请安装 qt6-image-formats-plugins。</translation>
    </message>
    <message>
        <source>%1 is a damaged or cut-off picture. Replace the file.</source>
        <translation>%1 是已损坏或不完整的图片。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 is a damaged or cut-off GIF picture. Replace the file.</source>
        <translation>%1 是已损坏或不完整的 GIF 图片。请更换该文件。</translation>
    </message>
    <message>
        <source>%1 says it has %2 x %3 pixels. At most %4 a side and %5 million in all are read. Cut the picture into parts, or replace the file if it is damaged.</source>
        <translation>%1 标明的尺寸为 %2 x %3 像素。最多读取每边 %4、总计 %5 百万像素。请切分图片；若文件已损坏，请更换。</translation>
    </message>
    <message>
        <source>%1 is a %2 picture of a kind that this program does not read. Save it as JPEG, PNG or 8-bit PPM, or use badcase, which reads it.</source>
        <translation>%1 是本程序不读取的 %2 图片。请另存为 JPEG、PNG 或 8 位 PPM，或使用能读取它的 badcase。</translation>
    </message>
</context>
<context>
    <name>badcase::Import</name>
    <message>
        <source>%1: the class &quot;%2&quot; is not in the project; map it or add it</source>
        <translation>%1：项目中没有类别“%2”；请映射或添加它</translation>
    </message>
    <message>
        <source>%1 has %2 labels, but this project gives each sample one</source>
        <translation>%1 有 %2 个标签，但本项目每个样本只有一个标签</translation>
    </message>
    <message>
        <source>%1 does not look like a data set that Badcase knows; name the format (%2)</source>
        <translation>%1 不像 Badcase 认识的数据集；请指明格式（%2）</translation>
    </message>
</context>
<context>
    <name>badcase::ImportRun</name>
    <message>
        <source>This project has masks; a class for each sample is no mask.</source>
        <translation>本项目的标签是掩码；按样本给出的类别不是掩码。</translation>
    </message>
    <message>
        <source>%1 has one class for each id; a table of ids, a class list, embeddings or logits do not go with it.</source>
        <translation>%1 为每个 id 给出一个类别；不能再配 id 表、类别表、嵌入向量或 logits。</translation>
    </message>
    <message>
        <source>%1 should have a column of ids (id) and one of classes (label); it has: %2</source>
        <translation>%1 应有 id 列（id）和类别列（label）；现有：%2</translation>
    </message>
    <message>
        <source>%1 has no rows.</source>
        <translation>%1 没有任何行。</translation>
    </message>
    <message>
        <source>No row of %1 names a class of the project: it says %2. Say which class each is (--map-classes).</source>
        <translation>%1 中没有一行写的是项目的类别：其中为 %2。请说明它们各自对应的类别（--map-classes）。</translation>
    </message>
    <message>
        <source>The file says one decision for each sample: losses and every figure of probabilities are unknown</source>
        <translation>文件对每个样本只给出一个判断：损失及一切与概率有关的指标均为未知</translation>
    </message>
    <message>
        <source>The first line (%1) was taken as a heading</source>
        <translation>首行（%1）已视为表头</translation>
    </message>
    <message>
        <source>No row names a class; numbers are taken as the project&apos;s classes, counted from 0</source>
        <translation>没有一行写的是类别名称；数字视为项目的类别编号，从 0 开始</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation>导入已取消。</translation>
    </message>
    <message>
        <source>%1: the row has no id</source>
        <translation>%1：该行没有 id</translation>
    </message>
    <message>
        <source>%1: the project has no sample &quot;%2&quot;</source>
        <translation>%1：项目中没有样本“%2”</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is there twice; its first row counts</source>
        <translation>%1：“%2”出现了两次；以第一行为准</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no class of the project</source>
        <translation>%1：“%2”不是项目的类别</translation>
    </message>
    <message>
        <source>The project has none of the samples that %1 names. Import them first, or let them be created (--create).</source>
        <translation>%1 列出的样本项目中一个也没有。请先导入，或允许创建（--create）。</translation>
    </message>
    <message>
        <source>decisions</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>%1 has %2 columns and does not name them, but the project has %3 classes. Say which class each column is (a class list: --classes).</source>
        <translation>%1 有 %2 列且没有列名，而项目有 %3 个类别。请说明每列对应哪个类别（类别表：--classes）。</translation>
    </message>
    <message>
        <source>The columns do not say which class they are; the project&apos;s order was taken: %1</source>
        <translation>各列没有说明对应哪个类别；已按项目的类别顺序：%1</translation>
    </message>
    <message>
        <source>%1 has %2 classes, but %3 has %4 columns.</source>
        <translation>%1 有 %2 个类别，而 %3 有 %4 列。</translation>
    </message>
    <message>
        <source>The file says nothing of these classes; their probability is 0: %1</source>
        <translation>文件中没有这些类别，其概率记为 0：%1</translation>
    </message>
    <message>
        <source>Columns that are no class of the project were left out: %1</source>
        <translation>已略过不属于项目类别的列：%1</translation>
    </message>
    <message>
        <source>The embeddings %1 have the shape %2; one row for each of the %3 rows was expected.</source>
        <translation>嵌入向量 %1 的形状为 %2；应与 %3 行逐行对应。</translation>
    </message>
    <message>
        <source>row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>%1 of the first %2 rows of %3 are no probabilities (%4). If the values are logits, say so (--logits).</source>
        <translation>%3 的前 %2 行中有 %1 行不是概率（%4）。若数值是 logits，请指明（--logits）。</translation>
    </message>
    <message>
        <source>The class list %1 cannot be opened.</source>
        <translation>无法打开类别表 %1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>This project has masks; a table of probabilities for each sample is no mask.</source>
        <translation>本项目的标签是掩码；按样本给出的概率表不是掩码。</translation>
    </message>
    <message>
        <source>%1 does not say which sample a row is. Give a table with one id for each row (--ids).</source>
        <translation>%1 没有说明每行对应哪个样本。请提供每行一个 id 的表格（--ids）。</translation>
    </message>
    <message>
        <source>%1 names its samples itself; %2 was not needed</source>
        <translation>%1 自带样本 id；未使用 %2</translation>
    </message>
    <message>
        <source>No row of %1 could be used.</source>
        <translation>%1 中没有一行可用。</translation>
    </message>
    <message>
        <source>%1 rows had values less than %2 outside 0 to 1; they were set to 0 or 1</source>
        <translation>%1 行的数值超出 0 到 1 不足 %2；已置为 0 或 1</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>请填写运行的名称。</translation>
    </message>
    <message>
        <source>There is a run &quot;%1&quot; already. Choose another name, or delete that run.</source>
        <translation>已有名为“%1”的运行。请换一个名称，或删除该运行。</translation>
    </message>
    <message>
        <source>Nobody has said whether the model had seen these samples in training (--out-of-fold yes or no); this is kept as unknown</source>
        <translation>未说明模型在训练中是否见过这些样本（--out-of-fold yes 或 no）；记为未知</translation>
    </message>
    <message>
        <source>%1 holds scores of tags; they need a project with several labels a sample.</source>
        <translation>%1 中是标签得分；需要多标签项目。</translation>
    </message>
    <message>
        <source>%1 names its videos and tags itself; a table of ids, a class list or embeddings do not go with it.</source>
        <translation>%1 自带视频名和标签；不能再配 id 表、类别表或嵌入向量。</translation>
    </message>
    <message>
        <source>%1 leaves tags out, so its scores must be probabilities; logits need a full table.</source>
        <translation>%1 没有列出全部标签，因此得分必须是概率；logits 需要完整的表格。</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>No tag of %1 is a class of the project. Say which class each is (--map-classes).</source>
        <translation>%1 中没有一个标签是项目的类别。请说明每个标签对应的类别（--map-classes）。</translation>
    </message>
    <message>
        <source>Tags that the file does not name for a video have the probability 0</source>
        <translation>文件中未给视频列出的标签，概率记为 0</translation>
    </message>
    <message>
        <source>Segments of videos with scores of tags</source>
        <translation>视频片段及其标签得分</translation>
    </message>
    <message>
        <source>Videos with scores of tags</source>
        <translation>视频及其标签得分</translation>
    </message>
    <message>
        <source>%1 does not have %2 rows, one for each id.</source>
        <translation>%1 的行数不是 %2，未与 id 一一对应。</translation>
    </message>
    <message>
        <source>a value of its embedding is not a number</source>
        <translation>其嵌入向量中有非数值</translation>
    </message>
    <message>
        <source>%1, row %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>a value is not a number</source>
        <translation>有非数值</translation>
    </message>
    <message>
        <source>the value %1 is no probability</source>
        <translation>数值 %1 不是概率</translation>
    </message>
    <message>
        <source>its probabilities sum to %1, not to 1</source>
        <translation>其概率之和为 %1，而不是 1</translation>
    </message>
    <message>
        <source>%1 has two columns for the class &quot;%2&quot;.</source>
        <translation>%1 中有两列对应类别“%2”。</translation>
    </message>
    <message>
        <source>No column of %1 is called as a class of the project. Its columns: %2. Classes: %3.</source>
        <translation>%1 中没有一列以项目的类别命名。其各列：%2。类别：%3。</translation>
    </message>
    <message>
        <source>The file %1 cannot be opened.</source>
        <translation>无法打开文件 %1。</translation>
    </message>
    <message>
        <source>%1 has the shape %2; a row for each sample and a column for each class were expected.</source>
        <translation>%1 的形状为 %2；应为每个样本一行、每个类别一列。</translation>
    </message>
    <message>
        <source>%1 has no column &quot;%2&quot;; it has: %3</source>
        <translation>%1 没有“%2”列；现有：%3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no class of the project; the sample has no label</source>
        <translation>%1：“%2”不是项目的类别；该样本没有标签</translation>
    </message>
    <message>
        <source>%1 has %2 ids, but there are %3 rows of probabilities. Every row needs one id.</source>
        <translation>%1 有 %2 个 id，而概率有 %3 行。每行需要一个 id。</translation>
    </message>
</context>
<context>
    <name>badcase::InputTensors</name>
    <message>
        <source>%1 makes a model input of %2 frames of %3 x %4 pixels; at most %5 million pixels fit into a run</source>
        <translation>%1 会产生 %2 帧、每帧 %3 x %4 像素的模型输入；一次运行最多容纳 %5 百万像素</translation>
    </message>
    <message>
        <source>%1 has frames of different sizes (%2 x %3, then %4 x %5); set &quot;width&quot; and &quot;height&quot; of the frames in the model card</source>
        <translation>%1 的帧尺寸不一（先是 %2 x %3，后是 %4 x %5）；请在模型卡中设置帧的“width”和“height”</translation>
    </message>
    <message>
        <source>%1 has no frame that could be shown to the model</source>
        <translation>%1 没有可供模型使用的帧</translation>
    </message>
    <message>
        <source>%1 has an empty array of features</source>
        <translation>%1 的特征数组为空</translation>
    </message>
    <message>
        <source>%1 has features that are not finite numbers (NaN or infinity)</source>
        <translation>%1 的特征含有非有限数值（NaN 或无穷大）</translation>
    </message>
    <message>
        <source>%1: the card does not say how large the input &quot;%2&quot; is without a sample&apos;s media</source>
        <translation>%1：模型卡没有说明样本缺少媒体时输入“%2”的大小</translation>
    </message>
</context>
<context>
    <name>badcase::IsolatedModel</name>
    <message>
        <source>The model was stopped</source>
        <translation>模型已停止</translation>
    </message>
    <message>
        <source>The model&apos;s process gave a wrong answer</source>
        <translation>模型的进程给出了错误的应答</translation>
    </message>
</context>
<context>
    <name>badcase::KeyGroups</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>1 – 9</source>
        <translation>1 – 9</translation>
    </message>
    <message>
        <source>The most likely classes</source>
        <translation>最可能的类别</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>H held</source>
        <translation>按住 H</translation>
    </message>
    <message>
        <source>Hide masks</source>
        <translation>隐藏掩码</translation>
    </message>
    <message>
        <source>Space held</source>
        <translation>按住空格</translation>
    </message>
    <message>
        <source>Drag the picture</source>
        <translation>拖动图片</translation>
    </message>
</context>
<context>
    <name>badcase::LabelFit</name>
    <message>
        <source>The label is class %1, but there are %2 probabilities</source>
        <translation>标签为类别 %1，但只有 %2 个概率</translation>
    </message>
    <message>
        <source>The probabilities of a sample hold a value that is not a number</source>
        <translation>某样本的概率中含有非数值</translation>
    </message>
    <message>
        <source>%1 probabilities do not fit a schema of %2 classes under %3 parents</source>
        <translation>%1 个概率与 %2 个类别、%3 个父类别的类别表对不上</translation>
    </message>
</context>
<context>
    <name>badcase::LabelMasks</name>
    <message>
        <source>The mask %1 is %2 x %3 pixels, its picture %4 x %5</source>
        <translation>掩码 %1 为 %2 x %3 像素，其图片为 %4 x %5</translation>
    </message>
    <message>
        <source>Sample number %1 has no mask in the project</source>
        <translation>样本 %1 在项目中没有掩码</translation>
    </message>
</context>
<context>
    <name>badcase::LabelObjective</name>
    <message>
        <source>The objective names class %1 of %2 and the bound %3; a class of the project and a number from 0 to 1 are needed</source>
        <translation>目标指定了 %2 个类别中的类别 %1 和下限 %3；需要项目中的一个类别和 0 到 1 之间的数</translation>
    </message>
</context>
<context>
    <name>badcase::Lane</name>
    <message>
        <source>%1 does not fit into the memory of this computer</source>
        <translation>本机内存放不下 %1</translation>
    </message>
    <message>
        <source>%1: an unexpected error occurred</source>
        <translation>%1：发生意外错误</translation>
    </message>
    <message>
        <source>%1 has no picture</source>
        <translation>%1 没有图片</translation>
    </message>
    <message>
        <source>The memory of this computer is used up</source>
        <translation>本机内存已用尽</translation>
    </message>
    <message>
        <source>The run ended with an unexpected error</source>
        <translation>运行因意外错误而结束</translation>
    </message>
    <message>
        <source>The run was stopped</source>
        <translation>运行已停止</translation>
    </message>
    <message>
        <source>%1 has features but no pixels, and the model takes pictures</source>
        <translation>%1 只有特征而没有像素，而模型需要图片</translation>
    </message>
    <message>
        <source>The model does not work any more: it fails for samples that it could do before. What is done stays, and the run can be resumed. The last error: %1</source>
        <translation>模型已不能正常工作：先前能处理的样本现在也会失败。已完成的部分会保留，运行可以继续。最后的错误：%1</translation>
    </message>
    <message>
        <source>%1 is a video, and this program reads pictures only. Use badcase run.</source>
        <translation>%1 是视频，而本程序只读取图片。请使用 badcase run。</translation>
    </message>
</context>
<context>
    <name>badcase::MaskChoice</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>badcase::MaskCodec</name>
    <message>
        <source>The mask %1 is in colour, but the classes have no colours. Add palette_rgb to the class list.</source>
        <translation>掩码 %1 是彩色的，但类别没有颜色。请在类别表中添加 palette_rgb。</translation>
    </message>
    <message>
        <source>The mask %1 is in colour; class numbers were expected. Import it as a palette mask, or save it as an 8-bit grey PNG of class numbers.</source>
        <translation>掩码 %1 是彩色的；应为类别编号。请按调色板掩码导入，或另存为由类别编号组成的 8 位灰度 PNG。</translation>
    </message>
    <message>
        <source>The mask %1 holds numbers above 255, which cannot be classes. Expected an 8-bit mask of class numbers.</source>
        <translation>掩码 %1 含有大于 255 的数值，不可能是类别。应为由类别编号组成的 8 位掩码。</translation>
    </message>
    <message>
        <source>There is no mask to write.</source>
        <translation>没有可写入的掩码。</translation>
    </message>
    <message>
        <source>A mask could not be compressed.</source>
        <translation>掩码压缩失败。</translation>
    </message>
</context>
<context>
    <name>badcase::MaskComponentTable</name>
    <message>
        <source>The label mask is %1 x %2 pixels, the predicted one %3 x %4</source>
        <translation>标签掩码为 %1 x %2 像素，预测掩码为 %3 x %4</translation>
    </message>
    <message>
        <source>Give 1 to %1 areas that rise</source>
        <translation>请给出 1 到 %1 个递增的面积</translation>
    </message>
    <message>
        <source>A mask of %1 x %2 pixels is too large for a table of areas</source>
        <translation>%1 x %2 像素的掩码过大，无法建立面积表</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>badcase::MaskCurve</name>
    <message>
        <source>The groups do not fit the %1 images of the table</source>
        <translation>分组与表中的 %1 张图像对不上</translation>
    </message>
    <message>
        <source>A band needs 0 or more rounds and a confidence between 0 and 1</source>
        <translation>置信带的轮数应不小于 0，置信水平应在 0 到 1 之间</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>badcase::MaskCutTable</name>
    <message>
        <source>The label mask is %1 x %2 pixels, the predicted one %3 x %4</source>
        <translation>标签掩码为 %1 x %2 像素，预测掩码为 %3 x %4</translation>
    </message>
    <message>
        <source>A mask of %1 x %2 pixels is too large for a threshold table</source>
        <translation>%1 x %2 像素的掩码过大，无法建立阈值表</translation>
    </message>
</context>
<context>
    <name>badcase::MaskMixer</name>
    <message>
        <source>Weights of views must be 0 or more, and at least one of them above 0</source>
        <translation>视图的权重应不小于 0，且至少有一个大于 0</translation>
    </message>
</context>
<context>
    <name>badcase::MaskOffsetTable</name>
    <message>
        <source>The label mask is %1 x %2 pixels, the predicted one %3 x %4</source>
        <translation>标签掩码为 %1 x %2 像素，预测掩码为 %3 x %4</translation>
    </message>
    <message>
        <source>Offsets need the probabilities of all classes (%1); the mask has %2</source>
        <translation>偏移量需要所有类别的概率（%1 个）；掩码只有 %2 个</translation>
    </message>
    <message>
        <source>A mask of %1 x %2 pixels is too large for a table of offsets</source>
        <translation>%1 x %2 像素的掩码过大，无法建立偏移量表</translation>
    </message>
</context>
<context>
    <name>badcase::MaskOverlap</name>
    <message>
        <source>The mask is %1 x %2 pixels, its probabilities %3 x %4</source>
        <translation>掩码为 %1 x %2 像素，其概率为 %3 x %4</translation>
    </message>
</context>
<context>
    <name>badcase::MaskRuns</name>
    <message>
        <source>A polygon of %1 numbers is no list of corners</source>
        <translation>%1 个数构不成多边形的顶点列表</translation>
    </message>
    <message>
        <source>A polygon has a corner that is far outside every picture</source>
        <translation>多边形有顶点远在任何图片之外</translation>
    </message>
    <message>
        <source>Pair %1 of the run lengths is no pair of numbers</source>
        <translation>游程编码的第 %1 对不是一对数</translation>
    </message>
    <message>
        <source>The run lengths end with a start that has no length</source>
        <translation>游程编码以一个没有长度的起点结尾</translation>
    </message>
    <message>
        <source>Pair %1 of the run lengths starts at %2, but pixels are counted from 1</source>
        <translation>游程编码的第 %1 对起点为 %2，而像素从 1 开始计数</translation>
    </message>
    <message>
        <source>Pair %1 of the run lengths has the length %2</source>
        <translation>游程编码的第 %1 对长度为 %2</translation>
    </message>
    <message>
        <source>Pair %1 of the run lengths starts at %2, which is not behind the pair before it</source>
        <translation>游程编码的第 %1 对起点为 %2，没有排在前一对之后</translation>
    </message>
    <message>
        <source>The run lengths reach pixel %1 of a picture of %2, which has %3; is it the right picture?</source>
        <translation>游程编码到达第 %1 个像素，而 %2 的图片只有 %3 个像素；图片是否对应？</translation>
    </message>
    <message>
        <source>The run lengths hold %1; they cannot be negative</source>
        <translation>游程编码中有 %1；长度不能为负</translation>
    </message>
    <message>
        <source>The run lengths hold more than the %1 pixels of %2</source>
        <translation>游程编码的像素超过 %2 的 %1 个像素</translation>
    </message>
    <message>
        <source>The run lengths hold %1 pixels instead of the %2 of %3</source>
        <translation>游程编码有 %1 个像素，应为 %3 的 %2 个</translation>
    </message>
    <message>
        <source>The compressed run lengths hold characters that are none of theirs</source>
        <translation>压缩游程编码中有不合法的字符</translation>
    </message>
    <message>
        <source>The compressed run lengths end inside a number</source>
        <translation>压缩游程编码在数值中途结束</translation>
    </message>
</context>
<context>
    <name>badcase::MaskSteps</name>
    <message>
        <source>The mask has no class %1 that could be its background</source>
        <translation>掩码没有可作为背景的类别 %1</translation>
    </message>
    <message>
        <source>A mask step speaks of class %1, which the mask does not have</source>
        <translation>有掩码步骤针对类别 %1，而掩码没有该类别</translation>
    </message>
    <message>
        <source>A mask step speaks of class %1, the background; name another class</source>
        <translation>有掩码步骤针对背景类别 %1；请指定其他类别</translation>
    </message>
    <message>
        <source>Thresholds of masks come before all other steps</source>
        <translation>掩码的阈值步骤必须在所有其他步骤之前</translation>
    </message>
    <message>
        <source>A watershed comes after all other steps of a mask</source>
        <translation>掩码的分水岭步骤必须在所有其他步骤之后</translation>
    </message>
    <message>
        <source>A threshold needs the probabilities of the mask, and none were kept</source>
        <translation>阈值步骤需要掩码的概率，而概率没有保留</translation>
    </message>
    <message>
        <source>A mask of %1 pixels has probabilities of %2</source>
        <translation>掩码为 %1 像素，而其概率为 %2</translation>
    </message>
    <message>
        <source>A mask of %1 pixels is too large for steps: no side may exceed %2</source>
        <translation>%1 像素的掩码过大，无法执行步骤：任何一边都不得超过 %2</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Forms: threshold:0.4, threshold:CLASS=0.4, min-area:30, fill-holes, fill-holes:200, open:2, close:3, watershed, watershed:h=1,min=20,class=CLASS; CLASS= can stand in front of each number; several are joined by &quot;;&quot;</source>
        <translation>可用形式：threshold:0.4、threshold:CLASS=0.4、min-area:30、fill-holes、fill-holes:200、open:2、close:3、watershed、watershed:h=1,min=20,class=CLASS；每个数前都可以加 CLASS=；多个步骤以“;”连接</translation>
    </message>
    <message>
        <source>nothing stands after the colon</source>
        <translation>冒号后面没有内容</translation>
    </message>
    <message>
        <source>there is no step &quot;%1&quot;</source>
        <translation>没有步骤“%1”</translation>
    </message>
    <message>
        <source>Mask step &quot;%1&quot;: %2. %3</source>
        <translation>掩码步骤“%1”：%2。%3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no value</source>
        <translation>“%1”没有值</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of h, min and class</source>
        <translation>“%1”不是 h、min 或 class</translation>
    </message>
    <message>
        <source>there is no class &quot;%1&quot;; the classes are %2</source>
        <translation>没有类别“%1”；现有类别：%2</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; is the background, which is what all steps leave</source>
        <translation>类别“%1”是背景，即各步骤清除后留下的类别</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <translation>不小于 %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a whole number %2</source>
        <translation>“%1”不是有效的整数（范围：%2）</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number %2</source>
        <translation>“%1”不是有效的数（范围：%2）</translation>
    </message>
    <message>
        <source>A threshold decides the mask, so it cannot come after &quot;%1&quot;: put it first</source>
        <translation>阈值决定掩码，因此不能放在“%1”之后：请放在最前</translation>
    </message>
    <message>
        <source>A watershed makes objects out of the finished mask, so &quot;%1&quot; cannot come after it: put the watershed last</source>
        <translation>分水岭从完成的掩码中分出对象，因此“%1”不能放在其后：请将分水岭放在最后</translation>
    </message>
    <message>
        <source>Mask steps are a list of texts, but one of them is none. %1</source>
        <translation>掩码步骤应为文本列表，但其中有一项不是文本。%1</translation>
    </message>
</context>
<context>
    <name>badcase::MaskTuning</name>
    <message>
        <source>Stopped while deciding the masks</source>
        <translation>确定掩码时已停止</translation>
    </message>
    <message>
        <source>Stopped while reading the masks</source>
        <translation>读取掩码时已停止</translation>
    </message>
    <message>
        <source>There is no label mask</source>
        <translation>没有标签掩码</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; decides no masks</source>
        <translation>运行“%1”不产生掩码</translation>
    </message>
    <message>
        <source>No sample that the run &quot;%1&quot; has done has a label mask to compare with</source>
        <translation>运行“%1”已完成的样本都没有可供比较的标签掩码</translation>
    </message>
    <message>
        <source>No sample of the split &quot;%2&quot; that the run &quot;%1&quot; has done has a label mask to compare with</source>
        <translation>划分“%2”中，运行“%1”已完成的样本都没有可供比较的标签掩码</translation>
    </message>
    <message>
        <source>The one channel of the run &quot;%1&quot; stands for &quot;%2&quot;, the background; there is nothing that a threshold could find</source>
        <translation>运行“%1”的唯一通道代表背景“%2”；阈值找不出任何对象</translation>
    </message>
    <message>
        <source>The project has no class that masks could be tuned for</source>
        <translation>项目中没有可以调优掩码的类别</translation>
    </message>
    <message>
        <source>The masks of %1 samples are too many to be tuned at once. Choose a split.</source>
        <translation>%1 个样本的掩码过多，无法一次调优。请选择一个划分。</translation>
    </message>
    <message>
        <source>None of the masks of the run &quot;%1&quot; could be compared with its label</source>
        <translation>运行“%1”的掩码没有一个能与其标签比较</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>What it gains on other images is not known: there are too few parts to hold one out. Where it was tuned, the score goes from %1 to %2, which always flatters.</source>
        <translation>在其他图像上的增益未知：份数太少，无法留出一份。在调优所用的图像上，得分从 %1 变为 %2，这种估计总是偏乐观。</translation>
    </message>
    <message>
        <source>Worth keeping: on images that were not tuned on, the score rises by %1 (%2 to %3).</source>
        <translation>值得保留：在未参与调优的图像上，得分提高 %1（%2 至 %3）。</translation>
    </message>
    <message>
        <source>Not worth it: the score of images that were not tuned on falls: %1 (%2 to %3).</source>
        <translation>不值得：在未参与调优的图像上，得分下降：%1（%2 至 %3）。</translation>
    </message>
    <message>
        <source>Not worth it: on images that were not tuned on, the change is %1 and may as well be nothing (%2 to %3).</source>
        <translation>不值得：在未参与调优的图像上，变化为 %1，可能等于没有变化（%2 至 %3）。</translation>
    </message>
    <message>
        <source>Any threshold from %1 to %2 does about as well.</source>
        <translation>%1 到 %2 之间的任何阈值效果都差不多。</translation>
    </message>
    <message>
        <source>Masks are not tuned for &quot;%1&quot;; their objectives are: %2</source>
        <translation>掩码不能按“%1”调优；可用的目标：%2</translation>
    </message>
</context>
<context>
    <name>badcase::Media</name>
    <message>
        <source>The project takes no media from %1; its roots are listed by &quot;badcase media&quot;</source>
        <translation>项目没有来自 %1 的媒体；运行“badcase media”可列出其媒体根目录</translation>
    </message>
    <message>
        <source>%1 does not hold the media of this project: there is no %2 in it</source>
        <translation>%1 中不是本项目的媒体：其中没有 %2</translation>
    </message>
</context>
<context>
    <name>badcase::MediaRoot</name>
    <message>
        <source>%1 is not in %2. Restore the file, or point the project to where it is now.</source>
        <translation>%2 中没有 %1。请恢复该文件，或让项目指向它现在的位置。</translation>
    </message>
    <message>
        <source>%1 is a symbolic link that leads out of %2. Copy the file into the folder.</source>
        <translation>%1 是指向 %2 之外的符号链接。请把文件复制到该文件夹中。</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; at most %3 are read.</source>
        <translation>%1 有 %2 字节；最多读取 %3 字节。</translation>
    </message>
    <message>
        <source>%1 in %2 cannot be opened. Check its permissions.</source>
        <translation>无法打开 %2 中的 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>%1 in %2 cannot be read.</source>
        <translation>无法读取 %2 中的 %1。</translation>
    </message>
    <message>
        <source>The folder %1 in %2 cannot be read.</source>
        <translation>无法读取 %2 中的文件夹 %1。</translation>
    </message>
    <message>
        <source>The folder %1 in %2 cannot be opened. Check its permissions.</source>
        <translation>无法打开 %2 中的文件夹 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>Listing %1 was cancelled.</source>
        <translation>已取消列出 %1。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>There is no folder or zip archive %1. Check the path, or point the project to where the media are now.</source>
        <translation>文件夹或 zip 压缩包 %1 不存在。请检查路径，或让项目指向媒体现在的位置。</translation>
    </message>
    <message>
        <source>%1 is neither a folder nor a zip archive.</source>
        <translation>%1 既不是文件夹，也不是 zip 压缩包。</translation>
    </message>
    <message>
        <source>The path &quot;%1&quot; is not usable: %2. Expected a relative path inside the data set.</source>
        <translation>路径“%1”不可用：%2。应为数据集内的相对路径。</translation>
    </message>
    <message>
        <source>it contains a zero byte</source>
        <translation>其中含有零字节</translation>
    </message>
    <message>
        <source>it is absolute</source>
        <translation>它是绝对路径</translation>
    </message>
    <message>
        <source>it begins with a drive letter</source>
        <translation>它以盘符开头</translation>
    </message>
    <message>
        <source>it leaves its folder</source>
        <translation>它超出了所在文件夹</translation>
    </message>
    <message>
        <source>it names no file</source>
        <translation>它没有指明文件</translation>
    </message>
</context>
<context>
    <name>badcase::Merge</name>
    <message>
        <source>&quot;%1&quot; is no way to merge views. Write mean, gmean, logit or max</source>
        <translation>“%1”不是合并视图的方式。请写 mean、gmean、logit 或 max</translation>
    </message>
    <message>
        <source>The weights &quot;%1&quot; cannot be used: each must be 0 or more, and at least one above 0</source>
        <translation>权重“%1”无法使用：每个权重应不小于 0，且至少有一个大于 0</translation>
    </message>
</context>
<context>
    <name>badcase::MetricAudit</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1 would have to lie from %2, and is %3: %4</source>
        <translation>%1 应在 %2 之间，实为 %3：%4</translation>
    </message>
    <message>
        <source>%1 may lie from %2, and is %3: %4</source>
        <translation>%1 可在 %2 之间，实为 %3：%4</translation>
    </message>
    <message>
        <source>Dice of class %1</source>
        <translation>类别 %1 的 Dice</translation>
    </message>
    <message>
        <source>Dice = 2 IoU / (1 + IoU) of the same counts, and the IoU is %1.</source>
        <translation>由相同计数得出 Dice = 2 IoU / (1 + IoU)，而 IoU 为 %1。</translation>
    </message>
    <message>
        <source>IoU and Dice of every class fit: Dice = 2 IoU / (1 + IoU).</source>
        <translation>各类别的 IoU 与 Dice 相符：Dice = 2 IoU / (1 + IoU)。</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>it is the mean of the classes&apos; figures.</source>
        <translation>它是各类别数值的平均。</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>it is the mean of 2 IoU / (1 + IoU) over the classes.</source>
        <translation>它是各类别 2 IoU / (1 + IoU) 的平均。</translation>
    </message>
    <message>
        <source>Dice = 2 IoU / (1 + IoU), and the IoU is %1.</source>
        <translation>Dice = 2 IoU / (1 + IoU)，而 IoU 为 %1。</translation>
    </message>
    <message>
        <source>Dice = 2 IoU / (1 + IoU) of each class, which is concave. With a mean IoU of %1 over %2 classes the mean Dice is largest when all classes are alike, and least when as many as can be are at 0 or 1.</source>
        <translation>每个类别的 Dice = 2 IoU / (1 + IoU)，这是凹函数。当 %2 个类别的平均 IoU 为 %1 时，各类别都相同则平均 Dice 最大，取 0 或 1 的类别尽可能多则最小。</translation>
    </message>
    <message>
        <source>Figures that were averaged over images or batches, or over other classes, can do this; then they are not of one confusion matrix.</source>
        <translation>数值若是按图像或批次取平均，或对其他类别取平均，就可能如此；那么它们并非来自同一个混淆矩阵。</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>with one label and one decision each, it is the accuracy.</source>
        <translation>每个样本一个标签、一个判断时，它就是准确率。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>every error lies in the unions of two classes, so accuracy / (2 - accuracy) is a mean of the classes&apos; IoUs, in which no class has more than half of the errors.</source>
        <translation>每个错误都落在两个类别的并集中，因此 准确率 / (2 - 准确率) 是各类别 IoU 的一种加权平均，其中任何类别的错误都不超过一半。</translation>
    </message>
    <message>
        <source>the errors of one class are at most 1 - IoU of everything.</source>
        <translation>单个类别的错误至多占全部的 1 - IoU。</translation>
    </message>
    <message>
        <source>no union is larger than everything, so the accuracy is at most %1 times the mean IoU; and every error lies in the unions of two classes, so it cannot be too low either.</source>
        <translation>任何并集都不会大于全部，因此准确率至多为平均 IoU 的 %1 倍；每个错误都落在两个类别的并集中，因此准确率也不会过低。</translation>
    </message>
    <message>
        <source>with two classes, mean IoU %1 and accuracy %2 leave no other, because both classes share the same errors.</source>
        <translation>两个类别时，平均 IoU %1 与准确率 %2 只允许这一结果，因为两个类别的错误相同。</translation>
    </message>
    <message>
        <source>Frequency-weighted IoU</source>
        <translation>频率加权 IoU</translation>
    </message>
    <message>
        <source>the IoU of a class is at most its recall, whose weighted mean is the accuracy A; and by Cauchy it is at least A squared / (2 - A).</source>
        <translation>类别的 IoU 不超过其召回率，而召回率的加权平均就是准确率 A；又由柯西不等式，它至少为 A 的平方 / (2 - A)。</translation>
    </message>
    <message>
        <source>it is a mean of the classes&apos; IoUs.</source>
        <translation>它是各类别 IoU 的一种加权平均。</translation>
    </message>
    <message>
        <source>it is a mean of the classes&apos; IoUs, none of which can be below or above this with that mean.</source>
        <translation>它是各类别 IoU 的一种加权平均；在该平均 IoU 下，任何类别都不会低于或高于此范围。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no figure; type it as 0.723 or 72.3 %, with all its digits</source>
        <translation>“%1”不是数值；请输入如 0.723 或 72.3 %，并给出全部位数</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is more than 100 %</source>
        <translation>“%1”大于 100 %</translation>
    </message>
    <message>
        <source>There are %1 classes, and figures of %2</source>
        <translation>有 %1 个类别，却给出了 %2 个类别的数值</translation>
    </message>
</context>
<context>
    <name>badcase::Mix</name>
    <message>
        <source>Stopped while reading the masks</source>
        <translation>读取掩码时已停止</translation>
    </message>
    <message>
        <source>The masks of sample number %1 differ in size or in their classes</source>
        <translation>样本 %1 的各掩码尺寸或类别不一致</translation>
    </message>
    <message>
        <source>Masks of several classes can be combined (combine) and measured (metrics), but not mixed here</source>
        <translation>多个类别的掩码可以组合（combine）和度量（metrics），但不能在此混合</translation>
    </message>
    <message>
        <source>None of the masks has a label mask to compare it with</source>
        <translation>这些掩码都没有可供比较的标签掩码</translation>
    </message>
    <message>
        <source>The label mask of %1 is not there any more</source>
        <translation>%1 的标签掩码已不存在</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no objective of this task; there are: %2</source>
        <translation>“%1”不是该任务的目标；可用的有：%2</translation>
    </message>
    <message>
        <source>%1 images cannot be parted into %2 folds</source>
        <translation>%1 张图像无法分成 %2 折</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; did not keep its views. Run the model again with several views and let it keep them (--tta d4 --keep-views).</source>
        <translation>运行“%1”没有保留视图。请用多个视图重新运行模型并保留它们（--tta d4 --keep-views）。</translation>
    </message>
    <message>
        <source>The runs &quot;%1&quot; and &quot;%2&quot; do not answer the same question: they cannot be mixed</source>
        <translation>运行“%1”和“%2”回答的不是同一个问题：不能混合</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; was imported as decisions, without probabilities that could be mixed</source>
        <translation>运行“%1”是作为判断导入的，没有可以混合的概率</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has one view here; a mix needs two or more</source>
        <translation>运行“%1”在此只有一个视图；混合需要两个或更多</translation>
    </message>
    <message>
        <source>A mix needs two or more runs, or the views of one</source>
        <translation>混合需要两个或更多运行，或一个运行的多个视图</translation>
    </message>
    <message>
        <source>All weights are 0: nothing would be left</source>
        <translation>权重全部为 0：结果中什么也不剩</translation>
    </message>
    <message>
        <source>There is no labelled sample that all of these have done</source>
        <translation>没有它们都处理过的有标签样本</translation>
    </message>
    <message>
        <source>There is no labelled sample of &quot;%1&quot; that all of these have done</source>
        <translation>“%1”中没有它们都处理过的有标签样本</translation>
    </message>
    <message>
        <source>%1 samples of %2 members do not fit into memory; mix those of one split, or fewer members</source>
        <translation>内存放不下 %2 个成员的 %1 个样本；请只混合一个划分的样本，或减少成员</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; has probabilities of %2 classes, not of %3</source>
        <translation>运行“%1”的概率有 %2 个类别，而非 %3 个</translation>
    </message>
    <message>
        <source>Of &quot;%1&quot; in the run &quot;%2&quot; the probabilities of %3 samples are not kept</source>
        <translation>“%1”（运行“%2”）有 %3 个样本的概率没有保留</translation>
    </message>
    <message>
        <source>Of the samples that change, %1 get better and %2 get worse.</source>
        <translation>在发生变化的样本中，%1 个变好，%2 个变差。</translation>
    </message>
    <message>
        <source>Leave it out: this mix decides as &quot;%1&quot; alone does.</source>
        <translation>不必混合：混合后的判断与单独使用“%1”相同。</translation>
    </message>
    <message>
        <source>Leave it out: all together score %1 against &quot;%2&quot; alone, and P(gain &gt; 0) is %3.</source>
        <translation>不必混合：全部混合相对于单独使用“%2”的得分变化为 %1，P(增益 &gt; 0) 为 %3。</translation>
    </message>
    <message>
        <source>Leave it out: &quot;%1&quot; alone does as well. All together bring %2, but P(gain &gt; 0) is only %3.</source>
        <translation>不必混合：单独使用“%1”效果相当。全部混合带来 %2，但 P(增益 &gt; 0) 仅为 %3。</translation>
    </message>
    <message>
        <source>Use the fitted weights: on samples that they have not seen they bring %1 (%2 to %3) over &quot;%4&quot;.</source>
        <translation>使用拟合的权重：在未参与拟合的样本上，相对于“%4”带来 %1（%2 至 %3）。</translation>
    </message>
    <message>
        <source>Use %1: %2 over &quot;%3&quot;, every step with P(gain &gt; 0) above 90 %. The others add nothing that is sure.</source>
        <translation>使用 %1：相对于“%3”带来 %2，每一步的 P(增益 &gt; 0) 都高于 90 %。其余成员没有可靠的增益。</translation>
    </message>
    <message>
        <source>Use all of them: %1 over &quot;%2&quot;, every step with P(gain &gt; 0) above 90 %.</source>
        <translation>全部使用：相对于“%2”带来 %1，每一步的 P(增益 &gt; 0) 都高于 90 %。</translation>
    </message>
    <message>
        <source>Use all of them: together %1 (%2 to %3) over &quot;%4&quot;, though no single one is sure to add something.</source>
        <translation>全部使用：合起来相对于“%4”带来 %1（%2 至 %3），但没有哪一个成员单独具有可靠的增益。</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>%1 mixed</source>
        <translation>%1 混合</translation>
    </message>
    <message>
        <source>Stopped while looking at the mix</source>
        <translation>分析混合时已停止</translation>
    </message>
</context>
<context>
    <name>badcase::MixChoices</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The views of %1</source>
        <translation>%1 的视图</translation>
    </message>
</context>
<context>
    <name>badcase::ModelCard</name>
    <message>
        <source>nothing</source>
        <translation>空值</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2 in the model card; expected %3</source>
        <translation>模型卡中“%1”为 %2；应为 %3</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>大于 0 的数</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>下列之一：%1</translation>
    </message>
    <message>
        <source>%1 numbers, one a channel</source>
        <translation>%1 个数，每通道一个</translation>
    </message>
    <message>
        <source>%1 numbers above 0, one a channel</source>
        <translation>%1 个大于 0 的数，每通道一个</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the model card is not a key that this version knows</source>
        <translation>模型卡中的“%1”不是本版本认识的键</translation>
    </message>
    <message>
        <source>a number like the other side&apos;s, or null for both</source>
        <translation>与另一边一样的数值，或两边都为 null</translation>
    </message>
    <message>
        <source>&quot;none&quot;, as width and height are null</source>
        <translation>“none”，因为宽和高均为 null</translation>
    </message>
    <message>
        <source>another output than the logits</source>
        <translation>logits 之外的另一个输出</translation>
    </message>
    <message>
        <source>class names, each once and none of them empty</source>
        <translation>类别名称，不得重复或为空</translation>
    </message>
    <message>
        <source>a list of class names in the order of the outputs</source>
        <translation>按输出顺序排列的类别名称列表</translation>
    </message>
    <message>
        <source>a list of [r, g, b] with values 0 to 255, one a class</source>
        <translation>由 [r, g, b] 组成的列表，取值 0 到 255，每类别一个</translation>
    </message>
    <message>
        <source>&quot;classification&quot;, &quot;multilabel&quot;, &quot;segmentation&quot; or &quot;binary_segmentation&quot;</source>
        <translation>“classification”、“multilabel”、“segmentation”或“binary_segmentation”</translation>
    </message>
    <message>
        <source>two classes, as the task is binary_segmentation</source>
        <translation>两个类别，因为任务是 binary_segmentation</translation>
    </message>
    <message>
        <source>activation sigmoid for multilabel</source>
        <translation>multilabel 的激活函数为 sigmoid</translation>
    </message>
    <message>
        <source>two classes, as one sigmoid channel tells the second from the first (independent classes are the task multilabel)</source>
        <translation>两个类别，因为单个 sigmoid 通道只区分第二类与第一类（相互独立的类别属于 multilabel 任务）</translation>
    </message>
    <message>
        <source>at most 255 classes for a segmentation</source>
        <translation>分割任务最多 255 个类别</translation>
    </message>
    <message>
        <source>%1: the model card is not a JSON object (byte %2)</source>
        <translation>%1：模型卡不是 JSON 对象（第 %2 字节）</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 等另外 %1 个</translation>
    </message>
    <message>
        <source>The class map names &quot;%1&quot;, which is not a class of the model %2 (%3)</source>
        <translation>类别映射中的“%1”不是模型 %2 的类别（%3）</translation>
    </message>
    <message>
        <source>The class map names &quot;%1&quot;, which is not a class of the project (%2)</source>
        <translation>类别映射中的“%1”不是项目的类别（%2）</translation>
    </message>
    <message>
        <source>The classes &quot;%1&quot; and &quot;%2&quot; of the model %3 would both become &quot;%4&quot;</source>
        <translation>模型 %3 的类别“%1”和“%2”都会变成“%4”</translation>
    </message>
    <message>
        <source>Classes of the model %1 that the project does not have: %2. Classes of the project that nothing matches: %3. Say which is which with a class map (model class=project class)</source>
        <translation>模型 %1 中项目没有的类别：%2。项目中无对应的类别：%3。请用类别映射说明对应关系（模型类别=项目类别）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the class map is not of the form model class=project class</source>
        <translation>类别映射中的“%1”不符合“模型类别=项目类别”的形式</translation>
    </message>
    <message>
        <source>The class map names &quot;%1&quot; twice</source>
        <translation>类别映射中“%1”出现了两次</translation>
    </message>
    <message>
        <source>&quot;refuse&quot;, as the card does not say how many zeros</source>
        <translation>“refuse”，因为模型卡没有说明零的个数</translation>
    </message>
    <message>
        <source>&quot;uniform&quot;, &quot;every:K&quot; or &quot;rate:R&quot;, K and R being numbers</source>
        <translation>“uniform”、“every:K”或“rate:R”，其中 K 和 R 为数值</translation>
    </message>
    <message>
        <source>a list of names of texts, such as [&quot;title&quot;, &quot;asr&quot;]</source>
        <translation>文本名称的列表，例如 [&quot;title&quot;, &quot;asr&quot;]</translation>
    </message>
    <message>
        <source>the name of a file beside the model or in its extra files</source>
        <translation>模型旁边或其附加文件中的文件名</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>&quot;image&quot;, &quot;frames&quot;, &quot;features&quot; or &quot;tokens&quot;</source>
        <translation>“image”、“frames”、“features”或“tokens”</translation>
    </message>
    <message>
        <source>a list of 1 to %1 objects, one an input</source>
        <translation>由 1 到 %1 个对象组成的列表，每个输入一个</translation>
    </message>
    <message>
        <source>another name than %1 for one of two</source>
        <translation>其中之一使用 %1 以外的名称</translation>
    </message>
    <message>
        <source>null beside scores of frames</source>
        <translation>null，因为已有逐帧得分</translation>
    </message>
    <message>
        <source>the index of an output, as there are no scores of frames</source>
        <translation>输出序号，因为没有逐帧得分</translation>
    </message>
    <message>
        <source>a name that no other head has</source>
        <translation>不与其他分类头重复的名称</translation>
    </message>
    <message>
        <source>a list of objects, one a classifier</source>
        <translation>由对象组成的列表，每个分类头一个</translation>
    </message>
    <message>
        <source>nothing for a segmentation</source>
        <translation>空值，因为任务是分割</translation>
    </message>
    <message>
        <source>nothing without &quot;heads&quot;</source>
        <translation>空值，因为没有“heads”</translation>
    </message>
    <message>
        <source>the name of one of the heads</source>
        <translation>某个分类头的名称</translation>
    </message>
    <message>
        <source>the same %1 as its head &quot;%2&quot;, or none</source>
        <translation>与其分类头“%2”相同的 %1，或不写</translation>
    </message>
    <message>
        <source>that of the head &quot;%1&quot;</source>
        <translation>分类头“%1”的任务</translation>
    </message>
    <message>
        <source>those of the head &quot;%1&quot;, or nothing</source>
        <translation>分类头“%1”的类别，或不写</translation>
    </message>
    <message>
        <source>exactly one image for a segmentation, and no frames</source>
        <translation>恰好一个图片输入且没有帧输入，因为任务是分割</translation>
    </message>
    <message>
        <source>no scores of frames or segments for a segmentation</source>
        <translation>不含逐帧得分或片段得分的输出，因为任务是分割</translation>
    </message>
    <message>
        <source>no scores of frames or segments, as no input is of the kind frames or features</source>
        <translation>不含逐帧得分或片段得分的输出，因为没有 frames 或 features 类型的输入</translation>
    </message>
    <message>
        <source>another output for the embedding than for the scores</source>
        <translation>与得分不同的嵌入向量输出</translation>
    </message>
    <message>
        <source>nothing beside &quot;inputs&quot;</source>
        <translation>空值，因为已有“inputs”</translation>
    </message>
    <message>
        <source>The model %1 has no heads to choose from; its card names none</source>
        <translation>模型 %1 没有可选的分类头；其模型卡没有列出任何分类头</translation>
    </message>
    <message>
        <source>The model %1 has no head &quot;%2&quot;; it has: %3</source>
        <translation>模型 %1 没有分类头“%2”；现有：%3</translation>
    </message>
</context>
<context>
    <name>badcase::ModelFile</name>
    <message>
        <source>newer than 1.13</source>
        <translation>高于 1.13</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>Stopped while reading %1</source>
        <translation>读取 %1 时已停止</translation>
    </message>
    <message>
        <source>%1 cannot be read to its end</source>
        <translation>无法完整读取 %1</translation>
    </message>
    <message>
        <source>There is no model file %1</source>
        <translation>模型文件 %1 不存在</translation>
    </message>
    <message>
        <source>it holds weights without the model&apos;s code. Save the model with torch.jit.script(model).save(...)</source>
        <translation>其中只有权重，没有模型代码。请用 torch.jit.script(model).save(...) 保存模型</translation>
    </message>
    <message>
        <source>this version runs TorchScript files only. Save the model with torch.jit.script(model).save(...)</source>
        <translation>本版本只运行 TorchScript 文件。请用 torch.jit.script(model).save(...) 保存模型</translation>
    </message>
    <message>
        <source>it is not a complete TorchScript file. Copy or save it again</source>
        <translation>它不是完整的 TorchScript 文件。请重新复制或保存</translation>
    </message>
    <message>
        <source>%1 (%2) cannot be run: %3</source>
        <translation>%1（%2）无法运行：%3</translation>
    </message>
</context>
<context>
    <name>badcase::Models</name>
    <message>
        <source>%1 has no card that says how a picture becomes its input and what its outputs mean. Put a %2.json beside it, or fill in the form on the Runs page</source>
        <translation>%1 没有模型卡说明图片如何变成输入、输出是什么含义。请在旁边放置 %2.json，或在“运行”页填写表单</translation>
    </message>
    <message>
        <source>%1 is a model for %2, but this project&apos;s task is %3</source>
        <translation>%1 是 %2 模型，而本项目的任务是 %3</translation>
    </message>
    <message>
        <source>%1 has never been run here. A model file is a program; run it only if you trust where it comes from (--trust on the command line)</source>
        <translation>%1 从未在此运行过。模型文件就是程序；仅在信任其来源时才运行（命令行使用 --trust）</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>A server does not say how a picture becomes the input of %1 and what its outputs mean. Give the card that does (--card FILE on the command line)</source>
        <translation>服务器不会说明图片如何变成 %1 的输入、输出是什么含义。请提供说明这些的模型卡（命令行使用 --card FILE）</translation>
    </message>
    <message>
        <source>The server decides in what numbers %1 computes; leave the precision out</source>
        <translation>%1 用何种数值计算由服务器决定；请不要指定精度</translation>
    </message>
</context>
<context>
    <name>badcase::NewProject</name>
    <message>
        <source>Masks hold numbers or colours, not names: choose a class list (classes.json or classes.csv)</source>
        <translation>掩码存的是编号或颜色，而不是名称：请选择类别表（classes.json 或 classes.csv）</translation>
    </message>
</context>
<context>
    <name>badcase::Objective</name>
    <message>
        <source>Not every one of the %1 classes has a parent</source>
        <translation>%1 个类别并非都有父类别</translation>
    </message>
    <message>
        <source>The mean F1 of both levels needs classes with parents; choose another objective</source>
        <translation>两级平均 F1 需要有父类别的类别；请选择其他目标</translation>
    </message>
    <message>
        <source>The objective names class %1, but there are %2 classes</source>
        <translation>目标指定了类别 %1，但只有 %2 个类别</translation>
    </message>
    <message>
        <source>The bound %1 is not a number from 0 to 1</source>
        <translation>下限 %1 不是 0 到 1 之间的数</translation>
    </message>
    <message>
        <source>The cost matrix has %1 values where %2 classes need %3</source>
        <translation>代价矩阵有 %1 个值，而 %2 个类别需要 %3 个</translation>
    </message>
    <message>
        <source>The cost matrix holds a value that is not a number or beyond 1048576</source>
        <translation>代价矩阵中含有非数值，或超出 1048576 的值</translation>
    </message>
</context>
<context>
    <name>badcase::Postprocess</name>
    <message>
        <source>a single number</source>
        <translation>单个数值</translation>
    </message>
    <message>
        <source>The model %1 returned %2 of shape %3; its card promises %4. Correct the card (classes, task or the index of the output) or the model.</source>
        <translation>模型 %1 返回了形状为 %3 的 %2；模型卡承诺的是 %4。请修改模型卡（类别、任务或输出序号）或模型。</translation>
    </message>
    <message>
        <source>logits</source>
        <translation>logits</translation>
    </message>
    <message>
        <source>The classes of the model %1 are not matched to the project&apos;s: each needs a class of its own</source>
        <translation>模型 %1 的类别与项目类别未对应：每个类别都需要各自的对应类别</translation>
    </message>
    <message>
        <source>Masks hold at most 255 classes, this project has %1</source>
        <translation>掩码最多容纳 255 个类别，本项目有 %1 个</translation>
    </message>
    <message>
        <source>The model %1 returned %2 tensor(s), but its card names output %3. Correct the card or the model.</source>
        <translation>模型 %1 返回了 %2 个张量，但模型卡指明的是输出 %3。请修改模型卡或模型。</translation>
    </message>
    <message>
        <source>an embedding</source>
        <translation>嵌入向量</translation>
    </message>
    <message>
        <source>%1: the model %2 returned values that are not finite numbers (NaN or infinity) for this sample</source>
        <translation>%1：模型 %2 对该样本返回了非有限数值（NaN 或无穷大）</translation>
    </message>
    <message>
        <source>scores along time</source>
        <translation>时序得分</translation>
    </message>
    <message>
        <source>%1: the model %2 returned scores of %3 frames for %4</source>
        <translation>%1：模型 %2 对 %4 帧返回了 %3 帧的得分</translation>
    </message>
</context>
<context>
    <name>badcase::Preprocess</name>
    <message>
        <source>%1: the picture has no pixels</source>
        <translation>%1：图片没有像素</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, but the model takes %4 x %5 and its card forbids resizing. Set &quot;resize&quot; in the model card, or run it on pictures of that size.</source>
        <translation>%1 为 %2 x %3 像素，但模型要求 %4 x %5，且模型卡禁止缩放。请在模型卡中设置“resize”，或使用该尺寸的图片运行。</translation>
    </message>
    <message>
        <source>%1 makes a model input of %2 x %3 pixels; at most %4 million pixels fit into a run</source>
        <translation>%1 会产生 %2 x %3 像素的模型输入；一次运行最多容纳 %4 百万像素</translation>
    </message>
</context>
<context>
    <name>badcase::Project</name>
    <message>
        <source>This sample has no picture in the project</source>
        <translation>该样本在项目中没有图片</translation>
    </message>
    <message>
        <source>This sample has no media</source>
        <translation>该样本没有媒体</translation>
    </message>
</context>
<context>
    <name>badcase::ProjectFile</name>
    <message>
        <source>%1 has no sample with number %2.</source>
        <translation>%1 中没有编号为 %2 的样本。</translation>
    </message>
    <message>
        <source>%1 has a change of a kind that this Badcase does not know: %2.</source>
        <translation>%1 中有本版 Badcase 不认识的更改类型：%2。</translation>
    </message>
    <message>
        <source>A sample of this project has exactly one class, not %1.</source>
        <translation>本项目的样本恰好有一个类别，而不是 %1 个。</translation>
    </message>
    <message>
        <source>There is no class number %1: the project has %2 classes.</source>
        <translation>没有编号为 %1 的类别：项目有 %2 个类别。</translation>
    </message>
    <message>
        <source>A corrected mask needs pixels.</source>
        <translation>修正掩码不能没有像素。</translation>
    </message>
    <message>
        <source>The mask holds class number %1: the project has %2 classes.</source>
        <translation>掩码中有类别编号 %1：项目只有 %2 个类别。</translation>
    </message>
    <message>
        <source>%1 has no corrected mask number %2.</source>
        <translation>%1 中没有编号为 %2 的修正掩码。</translation>
    </message>
    <message>
        <source>The mask for %1 is %2 x %3 pixels, its picture %4 x %5. If the picture was changed, import it again.</source>
        <translation>%1 的掩码为 %2 x %3 像素，其图片为 %4 x %5。若图片已更换，请重新导入。</translation>
    </message>
    <message>
        <source>Other samples of %1 have their media in %2 already. Choose the folder or archive that holds the media of these.</source>
        <translation>%1 的其他样本的媒体已在 %2 中。请选择存放这些样本媒体的文件夹或压缩包。</translation>
    </message>
    <message>
        <source>%1 has no media root %2.</source>
        <translation>%1 没有媒体根目录 %2。</translation>
    </message>
    <message>
        <source>%1 was made by a newer Badcase (file version %2, this program knows %3). Update Badcase to open it.</source>
        <translation>%1 由更新版本的 Badcase 创建（文件版本 %2，本程序支持到 %3）。请更新 Badcase 后再打开。</translation>
    </message>
    <message>
        <source>Run number %1 has no prediction for sample number %2.</source>
        <translation>运行 %1 没有样本 %2 的预测。</translation>
    </message>
    <message>
        <source>%1 has a damaged block of predictions. Delete the run and run it again.</source>
        <translation>%1 有一块预测数据已损坏。请删除该运行并重新运行。</translation>
    </message>
    <message>
        <source>Stopped reading predictions.</source>
        <translation>已停止读取预测。</translation>
    </message>
    <message>
        <source>The run has sample number %1 of %2 already.</source>
        <translation>该运行已含有 %2 的样本 %1。</translation>
    </message>
    <message>
        <source>Predictions of %1 samples in %2 columns do not fit together: %3 values, %4 decisions.</source>
        <translation>%2 列中 %1 个样本的预测对不上：%3 个数值，%4 个判断。</translation>
    </message>
    <message>
        <source>The mask of sample number %1 is empty or its maps differ in size.</source>
        <translation>样本 %1 的掩码为空，或其各图尺寸不一。</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another name.</source>
        <translation>%1 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>The folder of %1 does not exist. Make it first.</source>
        <translation>%1 所在的文件夹不存在。请先创建。</translation>
    </message>
    <message>
        <source>Cannot make %1: its folder is write-protected.</source>
        <translation>无法创建 %1：其文件夹为写保护。</translation>
    </message>
    <message>
        <source>%1 cannot be made: the log of an earlier project lies in its place (%1-wal). Bring that project back, remove its log, or choose another name.</source>
        <translation>无法创建 %1：该位置留有先前项目的日志（%1-wal）。请恢复那个项目、删除其日志，或换一个名称。</translation>
    </message>
    <message>
        <source>Cannot write %1. Check the rights of its folder.</source>
        <translation>无法写入 %1。请检查其文件夹的权限。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 is a folder. Choose a .badcase file.</source>
        <translation>%1 是文件夹。请选择 .badcase 文件。</translation>
    </message>
    <message>
        <source>%1 is write-protected: it is open read-only.</source>
        <translation>%1 为写保护：已以只读方式打开。</translation>
    </message>
    <message>
        <source>The folder of %1 cannot be written: the project is open read-only.</source>
        <translation>无法写入 %1 所在的文件夹：项目已以只读方式打开。</translation>
    </message>
    <message>
        <source>%1 was made by an older Badcase and must be updated, but cannot be written. Copy it to a folder of your own and open the copy.</source>
        <translation>%1 由旧版 Badcase 创建，需要更新，但无法写入。请复制到您自己的文件夹，再打开副本。</translation>
    </message>
    <message>
        <source>The project was updated for this version of Badcase. A copy of what it was is %1.</source>
        <translation>项目已更新到本版 Badcase。更新前的副本为 %1。</translation>
    </message>
    <message>
        <source>%1 is open in another Badcase. Close it there first.</source>
        <translation>%1 已在另一个 Badcase 中打开。请先在那里关闭。</translation>
    </message>
    <message>
        <source>%1 is open in another Badcase: user %2 on %3, process %4, since %5. Close it there first, or open it read-only.</source>
        <translation>%1 已在另一个 Badcase 中打开：用户 %2，主机 %3，进程 %4，始于 %5。请先在那里关闭，或以只读方式打开。</translation>
    </message>
    <message>
        <source>Cannot write beside %1.</source>
        <translation>无法在 %1 旁边写入。</translation>
    </message>
    <message>
        <source>%1 is being opened and closed by another Badcase. Try again.</source>
        <translation>另一个 Badcase 正在打开和关闭 %1。请重试。</translation>
    </message>
    <message>
        <source>%1 has no run &quot;%2&quot;.</source>
        <translation>%1 没有名为“%2”的运行。</translation>
    </message>
    <message>
        <source>%1 has a run &quot;%2&quot; already. Choose another name, or resume it.</source>
        <translation>%1 已有名为“%2”的运行。请换一个名称，或继续该运行。</translation>
    </message>
    <message>
        <source>There are no runs yet.</source>
        <translation>还没有任何运行。</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>现有：%1。</translation>
    </message>
    <message>
        <source>Choose a run before filtering or sorting by predictions.</source>
        <translation>按预测筛选或排序前，请先选择一个运行。</translation>
    </message>
    <message>
        <source>%1 does not say what its task is.</source>
        <translation>%1 未说明其任务。</translation>
    </message>
    <message>
        <source>Cannot read %1. Check its rights.</source>
        <translation>无法读取 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>%1 is empty: it is no Badcase project.</source>
        <translation>%1 是空文件：不是 Badcase 项目。</translation>
    </message>
    <message>
        <source>%1 is no Badcase project: it is not a database.</source>
        <translation>%1 不是 Badcase 项目：它不是数据库。</translation>
    </message>
    <message>
        <source>%1 is cut off after %2 bytes. Go back to a backup copy.</source>
        <translation>%1 在 %2 字节处被截断。请使用备份副本。</translation>
    </message>
    <message>
        <source>%1 is a database of another program, no Badcase project. Choose a .badcase file.</source>
        <translation>%1 是其他程序的数据库，不是 Badcase 项目。请选择 .badcase 文件。</translation>
    </message>
    <message>
        <source>%1 is cut off: %2 of %3 bytes are there. Go back to a backup copy.</source>
        <translation>%1 不完整：%3 字节中只有 %2 字节。请使用备份副本。</translation>
    </message>
    <message>
        <source>Cannot save to %1: the disk is full. Nothing saved before is lost; free some space and try again.</source>
        <translation>无法保存到 %1：磁盘已满。此前保存的内容没有丢失；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Cannot save to %1: it is open read-only.</source>
        <translation>无法保存到 %1：它以只读方式打开。</translation>
    </message>
    <message>
        <source>%1 is being written by another program. Try again when it is done.</source>
        <translation>另一个程序正在写入 %1。请在其完成后重试。</translation>
    </message>
    <message>
        <source>%1 is damaged. Run &quot;badcase verify&quot; on it and go back to a backup copy.</source>
        <translation>%1 已损坏。请对其运行“badcase verify”，并使用备份副本。</translation>
    </message>
    <message>
        <source>%1 cannot take this: it refers to something that is not there, or is there twice.</source>
        <translation>%1 无法接受此更改：它引用了不存在或重复的内容。</translation>
    </message>
    <message>
        <source>Stopped reading %1.</source>
        <translation>已停止读取 %1。</translation>
    </message>
    <message>
        <source>Not enough memory to read %1.</source>
        <translation>内存不足，无法读取 %1。</translation>
    </message>
    <message>
        <source>Cannot read or write %1. Check the disk and the rights of its folder.</source>
        <translation>无法读写 %1。请检查磁盘及其文件夹的权限。</translation>
    </message>
    <message>
        <source>A request to %1 failed. Please report this.</source>
        <translation>对 %1 的请求失败。请报告此问题。</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is missing (package libqt6sql6-sqlite).</source>
        <translation>缺少 Qt 的 SQLite 驱动（软件包 libqt6sql6-sqlite）。</translation>
    </message>
    <message>
        <source>Cannot write the backup %1. Check the disk and the rights of its folder.</source>
        <translation>无法写入备份 %1。请检查磁盘及其文件夹的权限。</translation>
    </message>
    <message>
        <source>In %1 the mask value %2 counts nowhere already; it cannot be %3 too.</source>
        <translation>%1 中的掩码值 %2 已是忽略值；不能再设为 %3。</translation>
    </message>
    <message>
        <source>Entry %1 of the journal of %2 is damaged: what it changed cannot be read. Go back to a copy of the file.</source>
        <translation>%2 的日志第 %1 条已损坏：无法读取其更改内容。请使用该文件的备份副本。</translation>
    </message>
    <message>
        <source>A segment cannot go from second %1 to second %2.</source>
        <translation>片段不能从第 %1 秒到第 %2 秒。</translation>
    </message>
    <message>
        <source>%1 has damaged scores of a video. Delete the run and run it again.</source>
        <translation>%1 中有视频的得分已损坏。请删除该运行并重新运行。</translation>
    </message>
    <message>
        <source>The scores along time of sample number %1 do not fit together: %2 rows, %3 columns, %4 values.</source>
        <translation>样本 %1 的时序得分对不上：%2 行、%3 列、%4 个数值。</translation>
    </message>
    <message>
        <source>A predicted segment of sample number %1 goes from second %2 to second %3.</source>
        <translation>样本 %1 有一个预测片段从第 %2 秒到第 %3 秒。</translation>
    </message>
    <message>
        <source>%1 has a damaged list of segments.</source>
        <translation>%1 中有片段列表已损坏。</translation>
    </message>
    <message>
        <source>The index of texts of %1 is damaged.</source>
        <translation>%1 的文本索引已损坏。</translation>
    </message>
    <message>
        <source>Stopped building the index of texts.</source>
        <translation>已停止建立文本索引。</translation>
    </message>
    <message>
        <source>Stopped searching the texts.</source>
        <translation>已停止搜索文本。</translation>
    </message>
    <message>
        <source>%1 is damaged: the stored what-if %2 cannot be read.</source>
        <translation>%1 已损坏：无法读取存储的假设分析 %2。</translation>
    </message>
    <message>
        <source>%1 is damaged: threshold set %2 cannot be read.</source>
        <translation>%1 已损坏：无法读取阈值集 %2。</translation>
    </message>
    <message>
        <source>A threshold set needs a name.</source>
        <translation>请填写阈值集的名称。</translation>
    </message>
    <message>
        <source>The threshold set &quot;%1&quot; is for another task than %2.</source>
        <translation>阈值集“%1”的任务与 %2 的任务不同。</translation>
    </message>
    <message>
        <source>%1 has a threshold set &quot;%2&quot; already. Choose another name.</source>
        <translation>%1 已有名为“%2”的阈值集。请换一个名称。</translation>
    </message>
    <message>
        <source>%1 has no threshold set &quot;%2&quot;.</source>
        <translation>%1 没有阈值集“%2”。</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>目前还没有。</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; is decided by the threshold set &quot;%2&quot;. Give it its own decisions back first.</source>
        <translation>运行“%1”的判断由阈值集“%2”决定。请先恢复该运行原来的判断。</translation>
    </message>
</context>
<context>
    <name>badcase::Ranking</name>
    <message>
        <source>%1 scores do not fit %2 labels</source>
        <translation>%1 个得分与 %2 个标签对不上</translation>
    </message>
    <message>
        <source>A score is not a number, so the samples cannot be ranked</source>
        <translation>某个得分不是数值，无法对样本排序</translation>
    </message>
</context>
<context>
    <name>badcase::RatioRows</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>badcase::Relabel</name>
    <message>
        <source>relabelled from %1</source>
        <translation>按 %1 修改标签</translation>
    </message>
    <message>
        <source>Row %1: the project has no sample &quot;%2&quot;</source>
        <translation>第 %1 行：项目中没有样本“%2”</translation>
    </message>
    <message>
        <source>%1 has no segments; {&quot;video&quot;: {&quot;annotations&quot;: [...]}} was expected</source>
        <translation>%1 中没有片段；应为 {&quot;video&quot;: {&quot;annotations&quot;: [...]}}</translation>
    </message>
    <message>
        <source>The project has no sample &quot;%1&quot;</source>
        <translation>项目中没有样本“%1”</translation>
    </message>
    <message>
        <source>%1: the tag &quot;%2&quot; is no class of the project</source>
        <translation>%1：标签“%2”不是项目的类别</translation>
    </message>
    <message>
        <source>segments from %1</source>
        <translation>来自 %1 的片段</translation>
    </message>
</context>
<context>
    <name>badcase::Remote</name>
    <message>
        <source>There is no certificate (PEM) in %1, which is to be trusted for %2</source>
        <translation>%1 中没有用于信任 %2 的证书（PEM）</translation>
    </message>
    <message>
        <source>BADCASE_SERVER_TOKEN has spaces or characters in it that cannot stand in a request</source>
        <translation>BADCASE_SERVER_TOKEN 含有空格或不能用于请求的字符</translation>
    </message>
    <message>
        <source>BADCASE_SERVER_TOKEN would be sent to %1 for everybody to read; use an https address, or unset the variable</source>
        <translation>BADCASE_SERVER_TOKEN 会以人人可读的方式发送到 %1；请使用 https 地址，或取消设置该变量</translation>
    </message>
    <message>
        <source>The request to %1 was cancelled</source>
        <translation>对 %1 的请求已取消</translation>
    </message>
    <message>
        <source>%1 sends more than the %2 MB that an answer may have</source>
        <translation>%1 发送的应答超过了 %2 MB 的上限</translation>
    </message>
    <message>
        <source>%1 passes the request on to %2. Data go only to the address that you gave; give that one if it is right</source>
        <translation>%1 将请求转到 %2。数据只会发送到您给出的地址；若后者正确，请改用后者</translation>
    </message>
    <message>
        <source>%1 says that %2 of the %3 bytes of its answer are JSON</source>
        <translation>%1 声称其应答的 %3 字节中有 %2 字节是 JSON</translation>
    </message>
    <message>
        <source>%1 answers with the status %2</source>
        <translation>%1 返回状态码 %2</translation>
    </message>
    <message>
        <source> (a token is taken from the environment variable BADCASE_SERVER_TOKEN)</source>
        <translation>（令牌取自环境变量 BADCASE_SERVER_TOKEN）</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s</source>
        <translation>%1 在 %2 秒内没有应答</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2 If it comes from an authority of your own, name the file with that authority&apos;s certificate in BADCASE_SERVER_CA</source>
        <translation>%1 的证书不受信任：%2 若证书由您自己的机构签发，请在 BADCASE_SERVER_CA 中指定含该机构证书的文件</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>无法连接 %1：%2</translation>
    </message>
    <message>
        <source>the shape of the output &quot;%1&quot; makes no sense</source>
        <translation>输出“%1”的形状不合理</translation>
    </message>
    <message>
        <source>the output &quot;%1&quot; shall have more bytes than the answer (%2 are left)</source>
        <translation>输出“%1”声明的字节数超过应答所含（还剩 %2 字节）</translation>
    </message>
    <message>
        <source>the output &quot;%1&quot; of shape %2 came with %3 bytes of %4</source>
        <translation>输出“%1”的形状为 %2，却带有 %3 字节的 %4 数据</translation>
    </message>
    <message>
        <source>the data of the output &quot;%1&quot; are not the %2 numbers of its shape %3</source>
        <translation>输出“%1”的数据不是其形状 %3 所需的 %2 个数</translation>
    </message>
    <message>
        <source>the answer has no &quot;outputs&quot;</source>
        <translation>应答没有“outputs”</translation>
    </message>
    <message>
        <source>the answer has numbers in it that are not finite (NaN or infinity), which is no JSON</source>
        <translation>应答中含有非有限数值（NaN 或无穷大），不是合法的 JSON</translation>
    </message>
    <message>
        <source>the answer is no JSON (%1 at byte %2)</source>
        <translation>应答不是 JSON（第 %2 字节：%1）</translation>
    </message>
    <message>
        <source>the output &quot;%1&quot; shall have the shape %2, but it has %3</source>
        <translation>输出“%1”的形状应为 %2，实为 %3</translation>
    </message>
    <message>
        <source>the answer has the output &quot;%1&quot; twice</source>
        <translation>应答中输出“%1”出现了两次</translation>
    </message>
    <message>
        <source>the answer has %1 bytes that belong to no output</source>
        <translation>应答中有 %1 字节不属于任何输出</translation>
    </message>
    <message>
        <source>the answer lacks the output &quot;%1&quot;</source>
        <translation>应答缺少输出“%1”</translation>
    </message>
    <message>
        <source>The server&apos;s input &quot;%1&quot; takes %2 %3, but the card makes %4 %5</source>
        <translation>服务器的输入“%1”要求 %2 %3，而模型卡产生 %4 %5</translation>
    </message>
    <message>
        <source>The input &quot;%1&quot; cannot be sent as %2</source>
        <translation>输入“%1”无法以 %2 发送</translation>
    </message>
    <message>
        <source>The input &quot;%1&quot; has a number that is not finite, which JSON cannot carry</source>
        <translation>输入“%1”含有非有限数值，JSON 无法表示</translation>
    </message>
    <message>
        <source>The server&apos;s input &quot;%1&quot; takes INT32, and %2 is beyond that</source>
        <translation>服务器的输入“%1”要求 INT32，而 %2 超出其范围</translation>
    </message>
    <message>
        <source>The server&apos;s input &quot;%1&quot; takes FP16, which only binary tensors can carry, and the server does not offer those</source>
        <translation>服务器的输入“%1”要求 FP16，它只能以二进制张量传输，而服务器不支持二进制张量</translation>
    </message>
    <message>
        <source>The server&apos;s input &quot;%1&quot; takes %2; FP16, FP32, FP64, INT32 and INT64 can be sent</source>
        <translation>服务器的输入“%1”要求 %2；可发送的有 FP16、FP32、FP64、INT32 和 INT64</translation>
    </message>
    <message>
        <source>The server&apos;s model takes %1 inputs, but the card makes %2</source>
        <translation>服务器的模型有 %1 个输入，而模型卡产生 %2 个</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server; one looks like https://host:8000</source>
        <translation>“%1”不是服务器地址；正确的形式如 https://host:8000</translation>
    </message>
    <message>
        <source>The address of %1 has a user name or password in it, which would be stored with the run. Put a token into the environment variable BADCASE_SERVER_TOKEN instead</source>
        <translation>%1 的地址中含有用户名或密码，它们会随运行一起保存。请改将令牌放入环境变量 BADCASE_SERVER_TOKEN</translation>
    </message>
    <message>
        <source>The address &quot;%1&quot; must end before &quot;?&quot; and &quot;#&quot;</source>
        <translation>地址“%1”中不能有“?”或“#”及其后的内容</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not end as the address of a model does: /v2/models/NAME or /v2/models/NAME/versions/VERSION</source>
        <translation>“%1”的结尾不是模型地址的形式：/v2/models/NAME 或 /v2/models/NAME/versions/VERSION</translation>
    </message>
    <message>
        <source>The address names the model &quot;%1&quot;, not &quot;%2&quot;; give one of them</source>
        <translation>地址指定的模型是“%1”，而不是“%2”；请只给出其中之一</translation>
    </message>
    <message>
        <source>Which model of %1? Name it as the server does, or give its address: %2</source>
        <translation>使用 %1 的哪个模型？请按服务器上的名称指定，或给出其地址：%2</translation>
    </message>
    <message>
        <source>%1 does not speak the Open Inference Protocol: %2 gives no JSON object</source>
        <translation>%1 不使用 Open Inference Protocol：%2 返回的不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1 describes the model in a way that makes no sense: &quot;%2&quot; needs a name and a shape each</source>
        <translation>%1 对模型的描述不合理：“%2”的每一项都需要名称和形状</translation>
    </message>
    <message>
        <source>%1 gives &quot;%2&quot; a shape that makes no sense</source>
        <translation>%1 给“%2”的形状不合理</translation>
    </message>
    <message>
        <source>%1 lists %2 tensors in &quot;%3&quot;</source>
        <translation>%1 在“%3”中列出了 %2 个张量</translation>
    </message>
    <message>
        <source>%1 lists &quot;%2&quot; twice in &quot;%3&quot;</source>
        <translation>%1 在“%3”中两次列出“%2”</translation>
    </message>
    <message>
        <source>%1 does not say what the inputs of %2 are called; name them in the card</source>
        <translation>%1 没有说明 %2 的输入叫什么；请在模型卡中写明</translation>
    </message>
    <message>
        <source>The card has an input &quot;%1&quot;, but the inputs of %2 at %3 are called %4</source>
        <translation>模型卡有输入“%1”，而 %3 上 %2 的输入名为 %4</translation>
    </message>
    <message>
        <source>%1 offers no binary tensors: numbers travel as text, which is slower</source>
        <translation>%1 不支持二进制张量：数值以文本传输，速度较慢</translation>
    </message>
    <message>
        <source>The memory of this computer is used up</source>
        <translation>本机内存已用尽</translation>
    </message>
    <message>
        <source>%1 does not speak the Open Inference Protocol v2: it knows no v2/health/live</source>
        <translation>%1 不支持 Open Inference Protocol v2：没有 v2/health/live</translation>
    </message>
</context>
<context>
    <name>badcase::Run</name>
    <message>
        <source>The run ended with an unexpected error</source>
        <translation>运行因意外错误而结束</translation>
    </message>
    <message numerus="yes">
        <source>The model %1 failed for every one of the first %n sample(s). The first error: %2</source>
        <translation>
            <numerusform>模型 %1 在前 %n 个样本上全部失败。第一个错误：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Only %1 of %2 copies of the model could be loaded: %3</source>
        <translation>模型的 %2 份副本只加载了 %1 份：%3</translation>
    </message>
</context>
<context>
    <name>badcase::RunRow</name>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>mix of %1</source>
        <translation>%1 的混合</translation>
    </message>
</context>
<context>
    <name>badcase::RunScores</name>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Mean F1</source>
        <translation>平均 F1</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>Mean Dice per image</source>
        <translation>每图平均 Dice</translation>
    </message>
    <message>
        <source>Segment mAP</source>
        <translation>片段 mAP</translation>
    </message>
    <message>
        <source>GAP@20</source>
        <translation>GAP@20</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>Hit@1</source>
        <translation>Hit@1</translation>
    </message>
</context>
<context>
    <name>badcase::Runs</name>
    <message>
        <source>The run &quot;%1&quot; was made with another model or other settings; give this one another name</source>
        <translation>运行“%1”用的是另一个模型或其他设置；请换一个名称</translation>
    </message>
    <message>
        <source>There are no samples to run; import some first</source>
        <translation>没有可运行的样本；请先导入</translation>
    </message>
    <message>
        <source>There are no samples in the split &quot;%1&quot;</source>
        <translation>划分“%1”中没有样本</translation>
    </message>
    <message>
        <source>The list of samples of this run cannot be read</source>
        <translation>无法读取该运行的样本列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no weight of a view; write it as view:weight, like hflip:0.5</source>
        <translation>“%1”不是视图的权重；请写成“视图:权重”的形式，例如 hflip:0.5</translation>
    </message>
    <message>
        <source>There is no view &quot;%1&quot;; there are: %2</source>
        <translation>没有视图“%1”；现有：%2</translation>
    </message>
    <message>
        <source>All weights are 0: nothing would be left</source>
        <translation>权重全部为 0：结果中什么也不剩</translation>
    </message>
    <message>
        <source>The model %1 takes more than one picture: views and windows are of no use to it</source>
        <translation>模型 %1 的输入不止一张图片：视图和窗口对它不起作用</translation>
    </message>
    <message>
        <source>The model %1 draws no masks: windows of a picture are of no use to it</source>
        <translation>模型 %1 不输出掩码：图片窗口对它不起作用</translation>
    </message>
    <message>
        <source>The model %1 draws no masks: there is nothing that steps could be done with</source>
        <translation>模型 %1 不输出掩码：没有可以执行步骤的对象</translation>
    </message>
</context>
<context>
    <name>badcase::SafeTensors</name>
    <message>
        <source>The tensor &quot;%2&quot; of %1 is described wrongly: %3. Download or save the file again.</source>
        <translation>%1 的张量“%2”描述有误：%3。请重新下载或保存该文件。</translation>
    </message>
    <message>
        <source>it has no &quot;dtype&quot;</source>
        <translation>它没有“dtype”</translation>
    </message>
    <message>
        <source>The tensor &quot;%2&quot; of %1 has the type &quot;%3&quot;, which is not known.</source>
        <translation>%1 的张量“%2”的类型为“%3”，无法识别。</translation>
    </message>
    <message>
        <source>&quot;shape&quot; must be whole numbers of a possible size</source>
        <translation>“shape”必须是大小合理的整数</translation>
    </message>
    <message>
        <source>&quot;data_offsets&quot; must be two whole numbers</source>
        <translation>“data_offsets”必须是两个整数</translation>
    </message>
    <message>
        <source>bytes %1 to %2 of %3</source>
        <translation>字节 %1 到 %2，而共有 %3 字节</translation>
    </message>
    <message>
        <source>%1 numbers of %2 bits in %3 bytes</source>
        <translation>%3 字节中有 %1 个 %2 位的数</translation>
    </message>
    <message>
        <source>&quot;__metadata__&quot; of %1 must be texts with names.</source>
        <translation>%1 的“__metadata__”必须是带名称的文本。</translation>
    </message>
    <message>
        <source>The tensor &quot;%2&quot; of %1 begins at byte %3, but the one before it ends at %4. Download or save the file again.</source>
        <translation>%1 的张量“%2”始于第 %3 字节，而前一个张量止于第 %4 字节。请重新下载或保存该文件。</translation>
    </message>
    <message>
        <source>The tensors of %1 end at byte %2, but there are %3. Download or save the file again.</source>
        <translation>%1 的张量止于第 %2 字节，而共有 %3 字节。请重新下载或保存该文件。</translation>
    </message>
    <message>
        <source>The header of %1 is no JSON object. Download or save the file again.</source>
        <translation>%1 的文件头不是 JSON 对象。请重新下载或保存该文件。</translation>
    </message>
    <message>
        <source>The header of %1 gives the same name twice. Download or save the file again.</source>
        <translation>%1 的文件头中有重复的名称。请重新下载或保存该文件。</translation>
    </message>
    <message>
        <source>There is no file %1</source>
        <translation>文件 %1 不存在</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is too short to be a safetensors file. Download or save it again.</source>
        <translation>%1 太短，不是 safetensors 文件。请重新下载或保存。</translation>
    </message>
    <message>
        <source>%1 claims a header of %2 bytes, but has %3 bytes in all. Download or save it again.</source>
        <translation>%1 声称文件头有 %2 字节，但文件总共只有 %3 字节。请重新下载或保存。</translation>
    </message>
    <message>
        <source>%1 claims a header of %2 bytes; the format allows %3.</source>
        <translation>%1 声称文件头有 %2 字节；该格式最多允许 %3 字节。</translation>
    </message>
</context>
<context>
    <name>badcase::SampleInputs</name>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>%1 has no %2, which the model&apos;s input &quot;%3&quot; needs (in its card, &quot;missing&quot;: &quot;zeros&quot; would let it do without)</source>
        <translation>%1 没有%2，而模型的输入“%3”需要它（在模型卡中设置 &quot;missing&quot;: &quot;zeros&quot; 则可以没有）</translation>
    </message>
    <message>
        <source>%1 has features of shape %2, but the model takes rows of %3 values</source>
        <translation>%1 的特征形状为 %2，而模型要求每行 %3 个数值</translation>
    </message>
    <message numerus="yes">
        <source>%1 is damaged: %n frames could not be decoded</source>
        <translation>
            <numerusform>%1 已损坏：%n 帧无法解码</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::SampleOrders</name>
    <message>
        <source>By loss</source>
        <translation>按损失</translation>
    </message>
    <message>
        <source>By IoU</source>
        <translation>按 IoU</translation>
    </message>
    <message>
        <source>By Dice</source>
        <translation>按 Dice</translation>
    </message>
    <message>
        <source>By margin</source>
        <translation>按间隔</translation>
    </message>
    <message>
        <source>By confidence</source>
        <translation>按置信度</translation>
    </message>
    <message>
        <source>Import order</source>
        <translation>按导入顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By length of %1</source>
        <translation>按 %1 的长度</translation>
    </message>
    <message>
        <source>By repeats in %1</source>
        <translation>按 %1 的重复程度</translation>
    </message>
    <message>
        <source>By gibberish in %1</source>
        <translation>按 %1 的乱码程度</translation>
    </message>
</context>
<context>
    <name>badcase::SampleReading</name>
    <message>
        <source>This sample has no picture</source>
        <translation>该样本没有图片</translation>
    </message>
    <message>
        <source>The file has changed since it was imported; predictions belong to the old one</source>
        <translation>文件在导入后已更改；现有预测对应旧文件</translation>
    </message>
</context>
<context>
    <name>badcase::SampleScores</name>
    <message>
        <source>The sample has no probabilities</source>
        <translation>该样本没有概率</translation>
    </message>
    <message>
        <source>The probabilities of a sample hold a value that is not a number</source>
        <translation>某样本的概率中含有非数值</translation>
    </message>
    <message>
        <source>The label is class %1, but there are %2 probabilities</source>
        <translation>标签为类别 %1，但只有 %2 个概率</translation>
    </message>
</context>
<context>
    <name>badcase::Schema</name>
    <message>
        <source>The class list is not valid JSON (byte %1)</source>
        <translation>类别表不是有效的 JSON（第 %1 字节）</translation>
    </message>
    <message>
        <source>The class list has no &quot;names&quot;</source>
        <translation>类别表没有“names”</translation>
    </message>
    <message>
        <source>The class list has %1 names but %2 parents</source>
        <translation>类别表有 %1 个名称，却有 %2 个父类别</translation>
    </message>
    <message>
        <source>The class list needs a header with a column &quot;name&quot;</source>
        <translation>类别表的表头需要有“name”列</translation>
    </message>
    <message>
        <source>Class &quot;%1&quot;: &quot;%2&quot; is not a colour; use #rrggbb</source>
        <translation>类别“%1”：“%2”不是颜色；请使用 #rrggbb</translation>
    </message>
    <message>
        <source>Class %1 has no name</source>
        <translation>类别 %1 没有名称</translation>
    </message>
    <message>
        <source>Two classes are called &quot;%1&quot;</source>
        <translation>有两个类别都叫“%1”</translation>
    </message>
    <message>
        <source>The ignore index %1 is no class and not 255</source>
        <translation>忽略值 %1 既不是类别也不是 255</translation>
    </message>
    <message>
        <source>Masks hold at most 254 classes, the class list has %1</source>
        <translation>掩码最多容纳 254 个类别，类别表有 %1 个</translation>
    </message>
    <message>
        <source>The class list is empty</source>
        <translation>类别表为空</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is given a parent, but no class stands below it</source>
        <translation>为“%1”指定了父类别，但其下没有任何类别</translation>
    </message>
    <message>
        <source>The parents above &quot;%1&quot; go round in a circle</source>
        <translation>“%1”的父类别形成了循环</translation>
    </message>
    <message>
        <source>&quot;parent_of&quot;: the parent of &quot;%1&quot; is no name</source>
        <translation>“parent_of”：“%1”的父类别不是名称</translation>
    </message>
    <message>
        <source>Class &quot;%1&quot; has a grandparent but no parent</source>
        <translation>类别“%1”有祖父类别，却没有父类别</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has two parents, &quot;%2&quot; and &quot;%3&quot;</source>
        <translation>“%1”有两个父类别：“%2”和“%3”</translation>
    </message>
</context>
<context>
    <name>badcase::ScoreTables</name>
    <message>
        <source>%1: found %2, missed %3, wrongly said %4, rightly not said %5</source>
        <translation>%1：命中 %2，漏报 %3，误报 %4，正确排除 %5</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a score, its value</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::Scoring</name>
    <message>
        <source>The stored pixel counts of a mask are damaged</source>
        <translation>存储的掩码像素计数已损坏</translation>
    </message>
</context>
<context>
    <name>badcase::SegmentationScore</name>
    <message>
        <source>The label mask is %1 x %2 pixels, the predicted one %3 x %4</source>
        <translation>标签掩码为 %1 x %2 像素，预测掩码为 %3 x %4</translation>
    </message>
</context>
<context>
    <name>badcase::SharedMemory</name>
    <message>
        <source>No memory can be shared with another process</source>
        <translation>无法与另一个进程共享内存</translation>
    </message>
    <message>
        <source>What was handed over is no shared memory</source>
        <translation>收到的不是共享内存</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The shared memory is smaller than was said</source>
        <translation>共享内存小于所声明的大小</translation>
    </message>
</context>
<context>
    <name>badcase::TextSearch</name>
    <message>
        <source>There is no field &quot;%1&quot; to search in; there are: %2</source>
        <translation>没有可搜索的字段“%1”；现有：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has neither letters nor digits to search for</source>
        <translation>“%1”中没有可搜索的文字或数字</translation>
    </message>
</context>
<context>
    <name>badcase::ThresholdSet</name>
    <message>
        <source>The threshold set speaks of a class &quot;%1&quot;, which this project does not have</source>
        <translation>阈值集中有类别“%1”，而本项目没有该类别</translation>
    </message>
    <message>
        <source>The threshold set has no number for the class &quot;%1&quot;</source>
        <translation>阈值集中没有类别“%1”的数值</translation>
    </message>
    <message>
        <source>This is no threshold set: it does not say for which task it is</source>
        <translation>这不是阈值集：未说明其任务</translation>
    </message>
    <message>
        <source>The threshold set is for %1, the project for %2</source>
        <translation>阈值集的任务是 %1，而项目的任务是 %2</translation>
    </message>
    <message>
        <source>This is no threshold set: it has no &quot;%1&quot;</source>
        <translation>这不是阈值集：缺少“%1”</translation>
    </message>
</context>
<context>
    <name>badcase::ThresholdTable</name>
    <message>
        <source>%1 probabilities and %2 groups are not %3 samples with %4 classes</source>
        <translation>%1 个概率、%2 个分组与 %3 个样本、%4 个类别对不上</translation>
    </message>
    <message>
        <source>Sample %1 has a probability that is not a number from 0 to 1</source>
        <translation>样本 %1 有一个概率不是 0 到 1 之间的数</translation>
    </message>
    <message>
        <source>Sample %1 has the label %2, but there are %3 classes</source>
        <translation>样本 %1 的标签为 %2，但只有 %3 个类别</translation>
    </message>
</context>
<context>
    <name>badcase::Thresholds</name>
    <message>
        <source>%1 is there already</source>
        <translation>%1 已存在</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is no JSON object</source>
        <translation>%1 不是 JSON 对象</translation>
    </message>
    <message>
        <source>&quot;%1&quot; and &quot;%2&quot; are not the same steps, so they have no mean</source>
        <translation>“%1”和“%2”的步骤不同，因此无法取平均</translation>
    </message>
    <message>
        <source>Name the threshold sets whose mean is wanted</source>
        <translation>请指定要取平均的阈值集</translation>
    </message>
    <message>
        <source>Stopped; every decision is as it was</source>
        <translation>已停止；所有判断均未改变</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; is not finished. Let it end, or cancel or resume it first.</source>
        <translation>运行“%1”尚未完成。请等待其结束，或先取消或继续该运行。</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; was imported as decisions, without probabilities: there is nothing that thresholds could decide.</source>
        <translation>运行“%1”是作为判断导入的，没有概率：阈值无法起作用。</translation>
    </message>
    <message>
        <source>The label mask of &quot;%1&quot; cannot be read, so its score could not follow. Nothing was changed.</source>
        <translation>无法读取“%1”的标签掩码，其得分无法随之更新。未作任何更改。</translation>
    </message>
</context>
<context>
    <name>badcase::ThumbnailLoader</name>
    <message>
        <source>%1 has no frames</source>
        <translation>%1 没有帧</translation>
    </message>
</context>
<context>
    <name>badcase::Tiles</name>
    <message>
        <source>&quot;%1&quot; in the tiles &quot;%2&quot; cannot be used. Write none, or the size of a tile (%3 to %4 pixels) and, if need be, overlap=0 to %5, weights=gaussian or flat, full=0 to 1 (the share of the whole picture): 512,overlap=0.25,weights=gaussian,full=0.3</source>
        <translation>窗口设置“%2”中的“%1”无法使用。请写 none，或窗口边长（%3 到 %4 像素），需要时再加 overlap=0 到 %5、weights=gaussian 或 flat、full=0 到 1（整张图片所占的比例）：512,overlap=0.25,weights=gaussian,full=0.3</translation>
    </message>
</context>
<context>
    <name>badcase::TorchBackend</name>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>There is no device &quot;%1&quot; that LibTorch %2 can use here; it has %3</source>
        <translation>没有 LibTorch %2 可用的设备“%1”；可用的有 %3</translation>
    </message>
    <message>
        <source>There is no model file %1</source>
        <translation>模型文件 %1 不存在</translation>
    </message>
    <message>
        <source>%1: there is not enough memory; try a smaller batch</source>
        <translation>%1：内存不足；请减小批大小</translation>
    </message>
    <message>
        <source>%1: LibTorch threw something unknown</source>
        <translation>%1：LibTorch 抛出了未知错误</translation>
    </message>
    <message>
        <source>%1 returns %2; expected a tensor or a tuple of tensors</source>
        <translation>%1 返回了 %2；应为张量或由张量组成的元组</translation>
    </message>
    <message>
        <source>The model %1 failed</source>
        <translation>模型 %1 失败</translation>
    </message>
    <message>
        <source>its outputs differ</source>
        <translation>其输出不一致</translation>
    </message>
    <message>
        <source>%1 runs unoptimised, more slowly: the optimised module was not used (%2)</source>
        <translation>%1 未经优化运行，速度较慢：没有使用优化后的模块（%2）</translation>
    </message>
    <message>
        <source>The input of %1 has %2 values, but its shape needs %3</source>
        <translation>%1 的输入有 %2 个数值，而其形状需要 %3 个</translation>
    </message>
    <message>
        <source>%1 cannot be loaded</source>
        <translation>无法加载 %1</translation>
    </message>
</context>
<context>
    <name>badcase::TorchLoader</name>
    <message>
        <source>another version</source>
        <translation>另一版本</translation>
    </message>
    <message>
        <source>%1 was saved by a LibTorch that LibTorch %2 here cannot read (saved by: %3; archive format %4). Run Badcase with a LibTorch at least as new as the one that saved it, or save the model again with %2</source>
        <translation>保存 %1 的 LibTorch 版本，此处的 LibTorch %2 无法读取（保存者：%3；归档格式 %4）。请使用不低于该版本的 LibTorch 运行 Badcase，或用 %2 重新保存模型</translation>
    </message>
    <message>
        <source>%1 cannot be loaded</source>
        <translation>无法加载 %1</translation>
    </message>
    <message>
        <source>%1 belongs to another version of Badcase</source>
        <translation>%1 属于另一版本的 Badcase</translation>
    </message>
    <message>
        <source>%1 does not start</source>
        <translation>%1 无法启动</translation>
    </message>
    <message>
        <source>LibTorch cannot be loaded, so models cannot be run. Build again with ./run.sh --build-only</source>
        <translation>无法加载 LibTorch，因此不能运行模型。请用 ./run.sh --build-only 重新构建</translation>
    </message>
    <message>
        <source>The LibTorch plugin badcase_torch.so is not here, so models cannot be run. Fetch LibTorch with cmake/fetch_torch.py, or install the package libtorch-dev, and build again with ./run.sh --build-only</source>
        <translation>缺少 LibTorch 插件 badcase_torch.so，因此不能运行模型。请用 cmake/fetch_torch.py 获取 LibTorch，或安装软件包 libtorch-dev，再用 ./run.sh --build-only 重新构建</translation>
    </message>
    <message>
        <source>Looked for: %1</source>
        <translation>查找过的位置：%1</translation>
    </message>
</context>
<context>
    <name>badcase::TrustStore</name>
    <message>
        <source>Cannot remember the consent in %1</source>
        <translation>无法在 %1 中记录授权</translation>
    </message>
</context>
<context>
    <name>badcase::Tuning</name>
    <message>
        <source>There is no sample in the split &quot;%1&quot;; the splits are: %2</source>
        <translation>划分“%1”中没有样本；现有划分：%2</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>No sample has a field &quot;%1&quot; to be grouped by</source>
        <translation>没有样本带有可用于分组的字段“%1”</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; is of masks, not of classes</source>
        <translation>运行“%1”的预测是掩码，不是类别</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; was imported as decisions, without probabilities: there is nothing to tune</source>
        <translation>运行“%1”是作为判断导入的，没有概率：没有可调优的内容</translation>
    </message>
    <message>
        <source>No sample of the run &quot;%1&quot; has a label to be tuned for</source>
        <translation>运行“%1”中没有样本带有可供调优的标签</translation>
    </message>
    <message>
        <source>A gain on held-out samples needs at least 2 folds</source>
        <translation>计算留出样本上的增益至少需要 2 折</translation>
    </message>
    <message>
        <source>%1 here, %2 to be expected on new samples (90 %: %3 to %4)</source>
        <translation>此处 %1，在新样本上预计 %2（90 %：%3 至 %4）</translation>
    </message>
    <message>
        <source>one threshold for all classes</source>
        <translation>所有类别共用一个阈值</translation>
    </message>
    <message>
        <source>the prior strength alone</source>
        <translation>仅用先验强度</translation>
    </message>
    <message>
        <source>A threshold for each class</source>
        <translation>逐类别阈值</translation>
    </message>
    <message>
        <source>An offset for each class</source>
        <translation>逐类别偏移量</translation>
    </message>
    <message>
        <source>Not worth it: %1. On new samples it may as well do harm.</source>
        <translation>不值得：%1。在新样本上也可能反而有害。</translation>
    </message>
    <message>
        <source>Keep it: %1.</source>
        <translation>保留：%1。</translation>
    </message>
    <message>
        <source>%1 %2 brings more: %3.</source>
        <translation>%1 %2带来的增益更多：%3。</translation>
    </message>
    <message>
        <source>Use %1: %2. A number for each class adds nothing that is sure.</source>
        <translation>使用%1：%2。逐类别设置数值没有可靠的额外增益。</translation>
    </message>
    <message>
        <source>Mean F1 of both levels</source>
        <translation>两级平均 F1</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Mean recall</source>
        <translation>平均召回率</translation>
    </message>
    <message>
        <source>F1 per sample</source>
        <translation>逐样本 F1</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>Precision at a recall</source>
        <translation>给定召回率下的精确率</translation>
    </message>
    <message>
        <source>Recall at a precision</source>
        <translation>给定精确率下的召回率</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>Pooled Dice</source>
        <translation>汇总 Dice</translation>
    </message>
    <message>
        <source>Pooled IoU</source>
        <translation>汇总 IoU</translation>
    </message>
    <message>
        <source>&quot;%1&quot; ranks probabilities before anything is decided, so no threshold changes it</source>
        <translation>“%1”在作出判断之前对概率排序，因此任何阈值都不会改变它</translation>
    </message>
    <message>
        <source>mean_f1 is of classes that have parents, and these have none. There are: %1</source>
        <translation>mean_f1 针对有父类别的类别，而这些类别没有。可用：%1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be tuned here. There are: %2</source>
        <translation>“%1”不能在此调优。可用：%2</translation>
    </message>
    <message>
        <source>%1 is of one class: name it</source>
        <translation>%1 针对单个类别：请指明该类别</translation>
    </message>
    <message>
        <source>There is no class &quot;%1&quot;</source>
        <translation>没有类别“%1”</translation>
    </message>
    <message>
        <source>%1, line %2: &quot;%3&quot; is no cost (a number of at most %4)</source>
        <translation>%1，第 %2 行：“%3”不是代价（绝对值不超过 %4 的数值）</translation>
    </message>
    <message>
        <source>%1, line %2: there is no class &quot;%3&quot;</source>
        <translation>%1，第 %2 行：没有类别“%3”</translation>
    </message>
    <message>
        <source>cost needs a cost matrix: a file with what each confusion costs</source>
        <translation>cost 需要代价矩阵：一个写明各种混淆代价的文件</translation>
    </message>
    <message>
        <source>The cost matrix %1 cannot be read</source>
        <translation>无法读取代价矩阵 %1</translation>
    </message>
    <message>
        <source>%1 has %2 rows; a cost matrix of %3 classes has as many, and one of class names above them where they are named</source>
        <translation>%1 有 %2 行；%3 个类别的代价矩阵应每个类别一行，若注明类别名称，则上方另有一行类别名称</translation>
    </message>
    <message>
        <source>%1, line %2: %3 cells; %4 are needed</source>
        <translation>%1，第 %2 行：有 %3 个单元格；应为 %4 个</translation>
    </message>
    <message>
        <source>%1, line %2: &quot;%3&quot; comes twice</source>
        <translation>%1，第 %2 行：“%3”出现了两次</translation>
    </message>
    <message>
        <source>%1 is open for reading only; nothing can be saved in it</source>
        <translation>%1 以只读方式打开；无法在其中保存</translation>
    </message>
    <message>
        <source>There is a threshold set &quot;%1&quot; already</source>
        <translation>已有名为“%1”的阈值集</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; was made when the project had other classes; run the model again</source>
        <translation>运行“%1”是在项目还是其他类别时做的；请重新运行模型</translation>
    </message>
    <message>
        <source>The bound of %1 cannot be reached here: %2 before, %3 now.</source>
        <translation>此处无法达到下限 %1：之前%2，现在%3。</translation>
    </message>
    <message>
        <source>The bound of %1 is reached on these samples (%2 before); on new samples it may be missed again.</source>
        <translation>在这些样本上已达到下限 %1（之前%2）；在新样本上可能仍达不到。</translation>
    </message>
    <message>
        <source>bound missed by %1</source>
        <translation>距下限差 %1</translation>
    </message>
</context>
<context>
    <name>badcase::Verify</name>
    <message>
        <source>%1 is not the file that was imported</source>
        <translation>%1 已不是导入时的文件</translation>
    </message>
    <message>
        <source>Stopped while checking the media</source>
        <translation>检查媒体时已停止</translation>
    </message>
</context>
<context>
    <name>badcase::Video</name>
    <message>
        <source>The video %1 is coded as %2, for which the installed FFmpeg (libavcodec %3) has no decoder. Convert the file to H.264, or install an FFmpeg that decodes it.</source>
        <translation>视频 %1 的编码为 %2，已安装的 FFmpeg（libavcodec %3）没有相应的解码器。请将文件转为 H.264，或安装能解码它的 FFmpeg。</translation>
    </message>
    <message>
        <source>The decoder for %1 refuses the video %2.</source>
        <translation>%1 解码器拒绝了视频 %2。</translation>
    </message>
    <message>
        <source>The video %1 has frames of %2 x %3 pixels; at most %4 pixels are allowed.</source>
        <translation>视频 %1 的帧为 %2 x %3 像素；最多允许 %4 像素。</translation>
    </message>
    <message>
        <source>The container marks a packet as damaged</source>
        <translation>容器将一个数据包标记为已损坏</translation>
    </message>
    <message>
        <source>Frames of the pixel format %1 cannot be turned into pictures.</source>
        <translation>像素格式为 %1 的帧无法转为图片。</translation>
    </message>
    <message>
        <source>There is not enough memory for a frame of the video.</source>
        <translation>内存不足，无法存放视频的一帧。</translation>
    </message>
    <message>
        <source>A frame of the video cannot be turned into a picture.</source>
        <translation>视频有一帧无法转为图片。</translation>
    </message>
    <message>
        <source>The video %1 has more than %2 frames, which is the limit. Cut it into shorter clips.</source>
        <translation>视频 %1 超过了 %2 帧的上限。请切成较短的片段。</translation>
    </message>
    <message>
        <source>Nothing in the video %1 can be decoded; it is damaged.</source>
        <translation>视频 %1 完全无法解码；文件已损坏。</translation>
    </message>
    <message>
        <source>%1 is no video that can be read. Expected a whole file of MP4, MOV, MKV, WebM, AVI, TS, FLV or GIF; it may be cut off, damaged or something else.</source>
        <translation>%1 不是可读取的视频。应为完整的 MP4、MOV、MKV、WebM、AVI、TS、FLV 或 GIF 文件；它可能不完整、已损坏或不是视频。</translation>
    </message>
    <message>
        <source>The streams of the video %1 cannot be read; it is damaged.</source>
        <translation>无法读取视频 %1 的流；文件已损坏。</translation>
    </message>
    <message>
        <source>%1 has no video stream (only sound or pictures).</source>
        <translation>%1 没有视频流（只有音频或图片）。</translation>
    </message>
    <message>
        <source>Reading the video %1 was cancelled</source>
        <translation>已取消读取视频 %1</translation>
    </message>
    <message>
        <source>Reading the video %1 took too long and was given up. Check the file and the disk it is on.</source>
        <translation>读取视频 %1 用时过长，已放弃。请检查该文件及其所在磁盘。</translation>
    </message>
    <message>
        <source>The video %1 is damaged: of the frames it promises only %2 can be decoded, and frame %3 is not among them.</source>
        <translation>视频 %1 已损坏：其标明的帧中只有 %2 帧能解码，第 %3 帧不在其中。</translation>
    </message>
    <message>
        <source>The video %1 has frames 0 to %2; there is no frame %3.</source>
        <translation>视频 %1 的帧号为 0 到 %2；没有第 %3 帧。</translation>
    </message>
    <message>
        <source>Frame %1 of the video %2 cannot be decoded. Has the file changed?</source>
        <translation>视频 %2 的第 %1 帧无法解码。文件是否已更改？</translation>
    </message>
    <message>
        <source>Looking for scene cuts was cancelled</source>
        <translation>已取消查找场景切换</translation>
    </message>
</context>
<context>
    <name>badcase::VideoIndex</name>
    <message>
        <source>The stored index of a video is damaged. It has to be built again.</source>
        <translation>存储的视频索引已损坏，需要重新建立。</translation>
    </message>
    <message>
        <source>The stored index of a video has version %1, this program reads version %2. It has to be built again.</source>
        <translation>存储的视频索引版本为 %1，本程序读取版本 %2；需要重新建立。</translation>
    </message>
</context>
<context>
    <name>badcase::VideoRun</name>
    <message>
        <source>%1 is a video, and the model draws masks, which are kept of pictures only. Write its frames as pictures (badcase frames --out) and import those.</source>
        <translation>%1 是视频，而模型输出掩码，掩码只能对图片保存。请将其各帧写为图片（badcase frames --out）再导入。</translation>
    </message>
    <message>
        <source>%1 has no video</source>
        <translation>%1 没有视频</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1，第 %2 帧</translation>
    </message>
    <message numerus="yes">
        <source>%n packets were stepped over</source>
        <translation>
            <numerusform>跳过了 %n 个数据包</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames were decoded with guessed parts</source>
        <translation>
            <numerusform>%n 帧含推测补全的部分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames could not be decoded</source>
        <translation>
            <numerusform>%n 帧无法解码</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 已损坏：%2</translation>
    </message>
    <message>
        <source>%1 has too many frames to keep what the model says of each: after %2 frames it is too much for one sample. Choose fewer frames.</source>
        <translation>%1 的帧过多，无法保存模型对每一帧的输出：到 %2 帧时已超出单个样本的上限。请选择较少的帧。</translation>
    </message>
    <message>
        <source>%1 has no frame that could be shown to the model</source>
        <translation>%1 没有可供模型使用的帧</translation>
    </message>
    <message>
        <source>The video %1 cannot be read. Check that it is still there and that you may read it.</source>
        <translation>无法读取视频 %1。请检查它是否还在，以及您是否有读取权限。</translation>
    </message>
</context>
<context>
    <name>badcase::VideoSource</name>
    <message>
        <source>There is no video file %1. Check the path.</source>
        <translation>视频文件 %1 不存在。请检查路径。</translation>
    </message>
    <message>
        <source>The video %1 cannot be read. Check that it is still there and that you may read it.</source>
        <translation>无法读取视频 %1。请检查它是否还在，以及您是否有读取权限。</translation>
    </message>
</context>
<context>
    <name>badcase::Views</name>
    <message>
        <source>%1, scale:F with F from %2 to %3, or a turn and a scale as in hflip@scale:0.75</source>
        <translation>%1、scale:F（F 为 %2 到 %3），或旋转、翻转与缩放的组合，例如 hflip@scale:0.75</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no view. A view is one of: %2</source>
        <translation>“%1”不是视图。可用的视图：%2</translation>
    </message>
    <message>
        <source>The views &quot;%1&quot; hold %2 twice; each view counts once</source>
        <translation>视图“%1”中 %2 出现了两次；每个视图只计一次</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no views. Write d4, flips, none, or a list with commas of: %2. The picture as it is comes first unless the list begins with &quot;only:&quot;</source>
        <translation>“%1”没有指明视图。请填写 d4、flips、none，或从以下各项中选取并以逗号分隔：%2。除非列表以“only:”开头，否则首先是原图</translation>
    </message>
</context>
<context>
    <name>badcase::Vocabularies</name>
    <message>
        <source>The vocabulary &quot;%1&quot; that the model card names is neither in the extra files of %2 nor beside it. Put it there.</source>
        <translation>模型卡指定的词表“%1”既不在 %2 的附加文件中，也不在其旁边。请将它放到那里。</translation>
    </message>
    <message>
        <source>%1 is too large for a vocabulary</source>
        <translation>%1 过大，不会是词表</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
</context>
<context>
    <name>badcase::WhatIf</name>
    <message>
        <source>This model reads no texts; only the picture can be blanked</source>
        <translation>此模型不读取文本；只能置空图片</translation>
    </message>
    <message>
        <source>Nothing is changed: blank the picture, or blank or edit a text</source>
        <translation>没有任何改动：请置空图片，或置空、修改某段文本</translation>
    </message>
    <message>
        <source>%1 has neither a picture nor frames, and this model reads nothing else</source>
        <translation>%1 既没有图片也没有帧，而此模型不读取其他内容</translation>
    </message>
    <message>
        <source>The size of the frames of %1 is not known; import it again to blank them</source>
        <translation>%1 的帧尺寸未知；请重新导入后再置空</translation>
    </message>
    <message>
        <source>The predictions of the run &quot;%1&quot; were imported: there is no model to ask</source>
        <translation>运行“%1”的预测是导入的：没有可询问的模型</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; marks pixels; What if compares probabilities of classes</source>
        <translation>运行“%1”的模型逐像素预测；假设分析比较的是类别概率</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; is no longer at %2. Put the file back to ask it.</source>
        <translation>运行“%1”的模型已不在 %2。请放回该文件后再询问。</translation>
    </message>
    <message>
        <source>%1 is not the file that made the run &quot;%2&quot;: its content has changed since</source>
        <translation>%1 不是生成运行“%2”的文件：其内容此后已更改</translation>
    </message>
    <message>
        <source>The run has not done %1: there is nothing to compare with</source>
        <translation>该运行未处理 %1：没有可比较的结果</translation>
    </message>
    <message>
        <source>Stopped asking the model</source>
        <translation>已停止询问模型</translation>
    </message>
    <message>
        <source>This model reads texts only; there is no picture to blank</source>
        <translation>此模型只读取文本；没有可置空的图片</translation>
    </message>
    <message>
        <source>The vocabulary %1 is not the one that the run &quot;%2&quot; was made with</source>
        <translation>词表 %1 不是运行“%2”所用的词表</translation>
    </message>
    <message>
        <source>The model of the run &quot;%1&quot; runs on a server (%2); only models of this computer can be asked</source>
        <translation>运行“%1”的模型在服务器（%2）上运行；只能询问本机上的模型</translation>
    </message>
    <message>
        <source>There is not enough memory for the picture %1.</source>
        <translation>内存不足，无法读取图片 %1。</translation>
    </message>
</context>
<context>
    <name>badcase::WordPiece</name>
    <message>
        <source>Line %2 of the vocabulary %1 is no UTF-8 text. Save the file as UTF-8.</source>
        <translation>词表 %1 的第 %2 行不是 UTF-8 文本。请将文件存为 UTF-8。</translation>
    </message>
    <message>
        <source>Line %2 of the vocabulary %1 is empty; one token a line was expected.</source>
        <translation>词表 %1 的第 %2 行是空的；应为每行一个 token。</translation>
    </message>
    <message>
        <source>Lines %2 and %3 of the vocabulary %1 are the same token, &quot;%4&quot;. Take the file that came with the model.</source>
        <translation>词表 %1 的第 %2 行和第 %3 行是同一个 token“%4”。请使用模型自带的文件。</translation>
    </message>
    <message>
        <source>The vocabulary %1 has no token &quot;%2&quot;. Take the vocab.txt that came with the model, or name its special tokens in the card.</source>
        <translation>词表 %1 中没有 token“%2”。请使用模型自带的 vocab.txt，或在模型卡中写明其特殊 token。</translation>
    </message>
    <message>
        <source>There is no vocabulary file %1</source>
        <translation>词表文件 %1 不存在</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, more than any vocabulary. One token a line was expected.</source>
        <translation>%1 超过 %2 MB，不会有这么大的词表。应为每行一个 token。</translation>
    </message>
</context>
<context>
    <name>badcase::Worker</name>
    <message>
        <source>The program badcase-worker is not here, so a model cannot run in a process of its own. Build it with ./run.sh --build-only, or run the model inside of Badcase</source>
        <translation>缺少程序 badcase-worker，因此模型不能在独立进程中运行。请用 ./run.sh --build-only 构建它，或在 Badcase 内运行模型</translation>
    </message>
    <message>
        <source>Looked for: %1</source>
        <translation>查找过的位置：%1</translation>
    </message>
    <message>
        <source>signal %1, %2</source>
        <translation>信号 %1，%2</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>退出状态 %1</translation>
    </message>
    <message>
        <source>%1 cannot be started</source>
        <translation>无法启动 %1</translation>
    </message>
    <message>
        <source>The model was stopped</source>
        <translation>模型已停止</translation>
    </message>
    <message>
        <source>it does not answer any more</source>
        <translation>它不再应答</translation>
    </message>
    <message>
        <source>%1; perhaps the memory of this computer is used up</source>
        <translation>%1；可能是本机内存已用尽</translation>
    </message>
    <message>
        <source>The model&apos;s process ended unexpectedly (%1)</source>
        <translation>模型的进程意外结束（%1）</translation>
    </message>
    <message>
        <source>The model&apos;s process cannot be waited for</source>
        <translation>无法等待模型的进程</translation>
    </message>
</context>
<context>
    <name>badcase::WorkerMessages</name>
    <message>
        <source>A message to or from the process of a model is too long</source>
        <translation>与模型进程之间的消息过长</translation>
    </message>
    <message>
        <source>The program badcase-worker belongs to another version of Badcase; build again with ./run.sh --build-only</source>
        <translation>程序 badcase-worker 属于另一版本的 Badcase；请用 ./run.sh --build-only 重新构建</translation>
    </message>
    <message>
        <source>The process of a model sent something unreadable</source>
        <translation>模型的进程发来了无法读取的内容</translation>
    </message>
    <message>
        <source>A tensor has %1 values, but its shape needs %2</source>
        <translation>张量有 %1 个数值，而其形状需要 %2 个</translation>
    </message>
    <message>
        <source>A tensor has an impossible shape</source>
        <translation>张量的形状不可能存在</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
</context>
<context>
    <name>badcase::ZipArchive</name>
    <message>
        <source>%1 is not a whole zip archive. Copy or download it again.</source>
        <translation>%1 不是完整的 zip 压缩包。请重新复制或下载。</translation>
    </message>
    <message>
        <source>%1 is one part of a zip archive in several parts. Put them together first.</source>
        <translation>%1 是分卷 zip 压缩包的一卷。请先合并各卷。</translation>
    </message>
    <message>
        <source>%1 has too many members. Split the archive.</source>
        <translation>%1 的成员过多。请拆分压缩包。</translation>
    </message>
    <message>
        <source>The directory of %1 cannot be read.</source>
        <translation>无法读取 %1 的目录。</translation>
    </message>
    <message>
        <source>%1 in %2 is damaged. Copy or download the archive again.</source>
        <translation>%2 中的 %1 已损坏。请重新复制或下载压缩包。</translation>
    </message>
    <message>
        <source>%1 is not in the zip archive %2.</source>
        <translation>zip 压缩包 %2 中没有 %1。</translation>
    </message>
    <message>
        <source>%1 in %2 is encrypted. Unpack the archive with its password first.</source>
        <translation>%2 中的 %1 已加密。请先用密码解压。</translation>
    </message>
    <message>
        <source>%1 in %2 is packed in a way that cannot be read here. Pack the archive again as an ordinary zip.</source>
        <translation>%2 中的 %1 采用了此处无法读取的压缩方式。请重新打包为普通 zip。</translation>
    </message>
    <message>
        <source>%1 in %2 has %3 bytes; at most %4 are read.</source>
        <translation>%2 中的 %1 有 %3 字节；最多读取 %4 字节。</translation>
    </message>
    <message>
        <source>%1 in %2 cannot be read.</source>
        <translation>无法读取 %2 中的 %1。</translation>
    </message>
    <message>
        <source>There is no folder %1 in the zip archive %2.</source>
        <translation>zip 压缩包 %2 中没有文件夹 %1。</translation>
    </message>
    <message>
        <source>Listing %1 was cancelled.</source>
        <translation>已取消列出 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be opened. Check its permissions.</source>
        <translation>无法打开 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>%1 is neither a folder nor a zip archive.</source>
        <translation>%1 既不是文件夹，也不是 zip 压缩包。</translation>
    </message>
</context>
<context>
    <name>badcase::crossFit</name>
    <message>
        <source>The estimate of the gain was cancelled</source>
        <translation>已取消提升的估计</translation>
    </message>
    <message>
        <source>%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed</source>
        <translation>%1 个样本无法分成 %2 折；至少需要两折，且每折至少有一个样本</translation>
    </message>
    <message>
        <source>The candidates of the shrinkage must be rising numbers from 0 on</source>
        <translation>收缩量的候选值必须是从 0 起递增的数值</translation>
    </message>
    <message>
        <source>Two or more repeats and rounds and a confidence between 0 and 1 are needed</source>
        <translation>重复次数和轮数都至少为 2，置信水平须在 0 与 1 之间</translation>
    </message>
</context>
<context>
    <name>badcase::crossFitThresholds</name>
    <message>
        <source>The estimate of the gain was cancelled</source>
        <translation>已取消提升的估计</translation>
    </message>
    <message>
        <source>%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed</source>
        <translation>%1 个样本无法分成 %2 折；至少需要两折，且每折至少有一个样本</translation>
    </message>
    <message>
        <source>The candidates of the shrinkage must be rising numbers from 0 on</source>
        <translation>收缩量的候选值必须是从 0 起递增的数值</translation>
    </message>
    <message>
        <source>Two or more repeats and rounds and a confidence between 0 and 1 are needed</source>
        <translation>重复次数和轮数都至少为 2，置信水平须在 0 与 1 之间</translation>
    </message>
</context>
<context>
    <name>badcase::curveBand</name>
    <message>
        <source>The band of a curve was cancelled</source>
        <translation>已取消曲线置信带的计算</translation>
    </message>
</context>
<context>
    <name>badcase::demo</name>
    <message>
        <source>Cannot write %1</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>The demo&apos;s font is missing from the program</source>
        <translation>程序中缺少演示用的字体</translation>
    </message>
    <message>
        <source>%1 is not empty; choose a new folder for the demo</source>
        <translation>%1 不是空文件夹；请为演示另选一个新文件夹</translation>
    </message>
    <message>
        <source>Cannot make the folder %1</source>
        <translation>无法创建文件夹 %1</translation>
    </message>
    <message>
        <source>Stopped while drawing the demo&apos;s pictures</source>
        <translation>绘制演示图片时已停止</translation>
    </message>
</context>
<context>
    <name>badcase::fitTemperature</name>
    <message>
        <source>%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed</source>
        <translation>%1 个样本无法分成 %2 折；至少需要两折，且每折至少有一个样本</translation>
    </message>
    <message>
        <source>Fitting the temperature was cancelled</source>
        <translation>已取消拟合温度</translation>
    </message>
</context>
<context>
    <name>badcase::formats</name>
    <message>
        <source>%1 does not fit into the memory of this computer</source>
        <translation>本机内存放不下 %1</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 是空文件</translation>
    </message>
</context>
<context>
    <name>badcase::formats::ClassList</name>
    <message>
        <source>&quot;%1&quot; is no category id; four digits were expected</source>
        <translation>“%1”不是 category_id；应为四位数字</translation>
    </message>
    <message>
        <source>Cannot read the class list %1</source>
        <translation>无法读取类别表 %1</translation>
    </message>
    <message>
        <source>%1 is too large for a class list</source>
        <translation>%1 过大，不会是类别表</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>badcase::formats::Coco</name>
    <message>
        <source>%1 has no JSON file of annotations; name the file itself</source>
        <translation>%1 中没有 JSON 标注文件；请直接指定该文件</translation>
    </message>
    <message>
        <source>%1 has several JSON files and none is called instances_*.json; name one of them: %2</source>
        <translation>%1 中有多个 JSON 文件，且都不叫 instances_*.json；请指定其中之一：%2</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 has no list &quot;images&quot;; it is no COCO file</source>
        <translation>%1 没有“images”列表；不是 COCO 文件</translation>
    </message>
    <message>
        <source>%1 has no list &quot;categories&quot;</source>
        <translation>%1 没有“categories”列表</translation>
    </message>
    <message>
        <source>a picture has no &quot;id&quot; or no &quot;file_name&quot;</source>
        <translation>有图片缺少“id”或“file_name”</translation>
    </message>
    <message>
        <source>a category has no &quot;name&quot;</source>
        <translation>有类别缺少“name”</translation>
    </message>
    <message>
        <source>an annotation was expected</source>
        <translation>此处应为标注</translation>
    </message>
    <message>
        <source>an annotation has no &quot;image_id&quot;</source>
        <translation>有标注缺少“image_id”</translation>
    </message>
    <message>
        <source>an annotation has a box but no mask</source>
        <translation>有标注只有框而没有掩码</translation>
    </message>
    <message>
        <source>its run lengths are for %1 x %2 but the picture is %3 x %4</source>
        <translation>其游程编码按 %1 x %2，而图片为 %3 x %4</translation>
    </message>
    <message>
        <source>%1 lists two pictures with the id of %2; the first is kept</source>
        <translation>%1 中有两张图片与 %2 的 id 相同；保留第一张</translation>
    </message>
    <message>
        <source>image %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>%1 has annotations of the image %2, which it does not list</source>
        <translation>%1 中有图片 %2 的标注，但没有列出该图片</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is there already; the first picture of that name is kept</source>
        <translation>“%1”已存在；保留第一张同名图片</translation>
    </message>
    <message>
        <source>%1: the file says %2 x %3 but the picture is %4 x %5</source>
        <translation>%1：文件标明 %2 x %3，而图片为 %4 x %5</translation>
    </message>
    <message>
        <source>%1: the class &quot;%2&quot; is not in the project; map it or add it</source>
        <translation>%1：项目中没有类别“%2”；请映射或添加它</translation>
    </message>
    <message>
        <source>%1: an annotation has the category %2, which the file does not list</source>
        <translation>%1：有标注的类别为 %2，而文件没有列出该类别</translation>
    </message>
    <message>
        <source>%1 has no mask: %2 (annotation %3)</source>
        <translation>%1 没有掩码：%2（标注 %3）</translation>
    </message>
    <message>
        <source>The format &quot;coco&quot; holds objects with their pixels, but the labels of this project are of whole samples: it has no place for them. csv can hold them</source>
        <translation>格式“coco”保存带像素的对象，而本项目的标签属于整个样本，无处可放；csv 可以保存它们</translation>
    </message>
    <message>
        <source>The format &quot;coco&quot; needs a class besides the background</source>
        <translation>格式“coco”需要背景以外的类别</translation>
    </message>
    <message>
        <source>%1 pixels of &quot;%2&quot; have values that are no class</source>
        <translation>“%2”有 %1 个像素的值不是类别</translation>
    </message>
</context>
<context>
    <name>badcase::formats::CorrectionsReader</name>
    <message>
        <source>%1 needs the columns id and label (and may have verdict and reason); it has: %2</source>
        <translation>%1 需要 id 和 label 列（可含 verdict 和 reason）；现有：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no class of the project</source>
        <translation>“%1”不是项目的类别</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be exactly one class in a %2 project</source>
        <translation>在 %2 项目中，“%1”必须恰好是一个类别</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>the row has no id</source>
        <translation>该行没有 id</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no verdict; use keep, relabel, ambiguous or bad-media</source>
        <translation>“%1”不是判定；请使用 keep、relabel、ambiguous 或 bad-media</translation>
    </message>
    <message>
        <source>the row has neither a label nor a verdict</source>
        <translation>该行既没有标签也没有判定</translation>
    </message>
    <message>
        <source>%1, row %2 (line %3)</source>
        <translation>%1，第 %2 行（文件第 %3 行）</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is corrected twice; the first row counts</source>
        <translation>%1：“%2”被修正了两次；以第一行为准</translation>
    </message>
</context>
<context>
    <name>badcase::formats::CsvColumns</name>
    <message>
        <source>%1 has no column &quot;%2&quot;; it has: %3</source>
        <translation>%1 没有“%2”列；现有：%3</translation>
    </message>
    <message>
        <source>%1: no column says which sample a row is; name one &quot;id&quot; or &quot;path&quot;, or say which it is. The columns are: %2</source>
        <translation>%1：没有列说明每行对应哪个样本；请把一列命名为“id”或“path”，或指明是哪一列。现有列：%2</translation>
    </message>
    <message>
        <source>%1 has no column &quot;label&quot;, &quot;labels&quot; or &quot;class&quot;; its samples have no label</source>
        <translation>%1 没有“label”、“labels”或“class”列；其样本没有标签</translation>
    </message>
    <message>
        <source>%1 has two columns &quot;%2&quot;; the first is used</source>
        <translation>%1 有两个“%2”列；使用第一个</translation>
    </message>
</context>
<context>
    <name>badcase::formats::CsvDatasetReader</name>
    <message>
        <source>There is no .csv in %1; name the table itself</source>
        <translation>%1 中没有 .csv；请直接指定表格</translation>
    </message>
    <message>
        <source>There are several tables in %1; name one of them: %2</source>
        <translation>%1 中有多个表格；请指定其中之一：%2</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1 (line %2) has no id</source>
        <translation>%1（文件第 %2 行）没有 id</translation>
    </message>
    <message>
        <source>%1, row %2 (line %3): &quot;%4&quot; is there already; the first row is kept</source>
        <translation>%1，第 %2 行（文件第 %3 行）：“%4”已存在；保留第一行</translation>
    </message>
</context>
<context>
    <name>badcase::formats::CsvDatasetWriter</name>
    <message>
        <source>The class &quot;%1&quot; cannot be written: several labels are joined by &apos;|&apos;, and spaces around names are dropped. Rename the class</source>
        <translation>无法写入类别“%1”：多个标签以“|”连接，名称首尾的空格会丢失。请重命名该类别</translation>
    </message>
    <message>
        <source>A sample without a name cannot be written</source>
        <translation>没有名称的样本无法写入</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; does not have the size of its picture</source>
        <translation>“%1”的掩码与其图片尺寸不一致</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
</context>
<context>
    <name>badcase::formats::CsvReader</name>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1: the encoding &quot;%2&quot; is not known here; save the table as UTF-8</source>
        <translation>%1：不认识编码“%2”；请将表格存为 UTF-8</translation>
    </message>
    <message>
        <source>%1 is not UTF-8 (line %2); it was read as %3. Save it as UTF-8 if texts look wrong</source>
        <translation>%1 不是 UTF-8（第 %2 行）；已按 %3 读取。若文字有误，请存为 UTF-8</translation>
    </message>
    <message>
        <source>%1 is empty; a table with a header row of column names was expected</source>
        <translation>%1 是空的；应为首行为列名的表格</translation>
    </message>
    <message>
        <source>%1: the row has %2 cells but the header has %3; the row was left out</source>
        <translation>%1：该行有 %2 个单元格，而表头有 %3 个；已略过该行</translation>
    </message>
    <message>
        <source>%1 cannot be read to its end</source>
        <translation>无法完整读取 %1</translation>
    </message>
    <message>
        <source>%1 has more than %2 columns</source>
        <translation>%1 超过 %2 列</translation>
    </message>
    <message>
        <source>%1 is not valid %2; save the table as UTF-8 or name its encoding (for example GBK or ISO-8859-1). The row was left out</source>
        <translation>%1 不是有效的 %2；请将表格存为 UTF-8，或指明其编码（例如 GBK 或 ISO-8859-1）。已略过该行</translation>
    </message>
    <message>
        <source>%1: a cell is longer than %2 characters; a quote (&quot;) may be missing</source>
        <translation>%1：有单元格超过 %2 个字符；可能缺少引号（&quot;）</translation>
    </message>
    <message>
        <source>%1: a quote (&quot;) is opened and never closed</source>
        <translation>%1：引号（&quot;）没有闭合</translation>
    </message>
    <message>
        <source>%1: text stands behind a closing quote; the row was left out</source>
        <translation>%1：闭合引号之后还有文字；已略过该行</translation>
    </message>
    <message>
        <source>%1, row %2 (line %3)</source>
        <translation>%1，第 %2 行（文件第 %3 行）</translation>
    </message>
</context>
<context>
    <name>badcase::formats::DatasetReader</name>
    <message>
        <source>&quot;%1&quot; is no import format; there are: %2</source>
        <translation>“%1”不是导入格式；可用：%2</translation>
    </message>
</context>
<context>
    <name>badcase::formats::DatasetWriter</name>
    <message>
        <source>There is nothing to export: no sample was chosen</source>
        <translation>没有可导出的内容：未选择样本</translation>
    </message>
    <message>
        <source>There is nothing to export: none of the %1 samples can be written as %2</source>
        <translation>没有可导出的内容：%1 个样本都无法写成 %2</translation>
    </message>
    <message>
        <source>The target &quot;%1&quot; must be an absolute path</source>
        <translation>目标“%1”必须是绝对路径</translation>
    </message>
</context>
<context>
    <name>badcase::formats::EntrySpool</name>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 was damaged while the export was written; the disk may be failing</source>
        <translation>%1 在导出过程中损坏；磁盘可能有故障</translation>
    </message>
</context>
<context>
    <name>badcase::formats::ExportFiles</name>
    <message>
        <source>There is no space left to write %1; free some or choose another disk</source>
        <translation>没有空间写入 %1；请腾出空间或换一个磁盘</translation>
    </message>
    <message>
        <source>%1 cannot be written; choose a folder of your own</source>
        <translation>无法写入 %1；请选择您自己的文件夹</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>%1 lies in, is or holds the source %2; an export never touches a source. Choose another folder</source>
        <translation>%1 在源 %2 之内、与之相同或包含它；导出绝不改动源数据。请换一个文件夹</translation>
    </message>
    <message>
        <source>%1 exists and is not an empty folder; choose a new one</source>
        <translation>%1 已存在且不是空文件夹；请选择新文件夹</translation>
    </message>
    <message>
        <source>%1 was filled by something else meanwhile; choose a new folder</source>
        <translation>%1 在此期间被其他程序写入；请选择新文件夹</translation>
    </message>
    <message>
        <source>%1 cannot be read back</source>
        <translation>无法回读 %1</translation>
    </message>
</context>
<context>
    <name>badcase::formats::ExportVerifier</name>
    <message>
        <source>%1 was read back otherwise than it was written; the disk may be failing. Nothing was exported</source>
        <translation>%1 回读的内容与写入的不同；磁盘可能有故障。未导出任何内容</translation>
    </message>
    <message>
        <source>%1 cannot be read back</source>
        <translation>无法回读 %1</translation>
    </message>
    <message>
        <source>There is not enough memory to read back %1</source>
        <translation>内存不足，无法回读 %1</translation>
    </message>
    <message>
        <source>The export was read back with other samples, labels or texts than were to be written (%1 instead of %2 samples). Nothing was exported</source>
        <translation>回读的样本、标签或文本与应写入的不同（样本 %1 个，应为 %2 个）。未导出任何内容</translation>
    </message>
</context>
<context>
    <name>badcase::formats::FormatWriter</name>
    <message>
        <source>&quot;%1&quot; has no media file</source>
        <translation>“%1”没有媒体文件</translation>
    </message>
    <message>
        <source>%1 has changed since it was imported; import it again</source>
        <translation>%1 在导入后已更改；请重新导入</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no export format; there are: %2</source>
        <translation>“%1”不是导出格式；可用：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no mask</source>
        <translation>“%1”没有掩码</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; is %2 x %3 but its picture is %4 x %5</source>
        <translation>“%1”的掩码为 %2 x %3，而其图片为 %4 x %5</translation>
    </message>
</context>
<context>
    <name>badcase::formats::ImageFolderReader</name>
    <message>
        <source>%1 is of a kind that is not read here; it was left out</source>
        <translation>%1 是此处不读取的类型；已略过</translation>
    </message>
    <message>
        <source>There are no pictures in %1; a folder with one folder of pictures for each class was expected</source>
        <translation>%1 中没有图片；应为每个类别一个图片文件夹的目录</translation>
    </message>
    <message>
        <source>Classes are told from &quot;folder&quot; or &quot;name&quot;, not &quot;%1&quot;</source>
        <translation>类别来自“folder”或“name”，而不是“%1”</translation>
    </message>
    <message>
        <source>There are no videos in %1; a folder with one folder of videos for each class was expected</source>
        <translation>%1 中没有视频；应为每个类别一个视频文件夹的目录</translation>
    </message>
</context>
<context>
    <name>badcase::formats::ImageFolderWriter</name>
    <message>
        <source>The class &quot;%1...&quot; has too long a name for a folder; export as csv</source>
        <translation>类别“%1...”的名称太长，不能作为文件夹名；请导出为 csv</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no label and so no class folder; csv can hold it</source>
        <translation>“%1”没有标签，因此没有类别文件夹；csv 可以保存它</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 labels but can be in one class folder only; csv can hold it</source>
        <translation>“%1”有 %2 个标签，但只能放入一个类别文件夹；csv 可以保存它</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no video; imagefolder or csv can hold it</source>
        <translation>“%1”不是视频；imagefolder 或 csv 可以保存它</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
</context>
<context>
    <name>badcase::formats::JsonCursor</name>
    <message>
        <source>%1: %2 (byte %3)</source>
        <translation>%1：%2（第 %3 字节）</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>此处应为对象</translation>
    </message>
    <message>
        <source>objects lie too deep in each other</source>
        <translation>对象嵌套过深</translation>
    </message>
    <message>
        <source>a colon was expected</source>
        <translation>此处应为冒号</translation>
    </message>
    <message>
        <source>a comma or the end of the object was expected</source>
        <translation>此处应为逗号或对象结尾</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>此处应为列表</translation>
    </message>
    <message>
        <source>lists lie too deep in each other</source>
        <translation>列表嵌套过深</translation>
    </message>
    <message>
        <source>a comma or the end of the list was expected</source>
        <translation>此处应为逗号或列表结尾</translation>
    </message>
    <message>
        <source>a text does not end</source>
        <translation>字符串没有结束</translation>
    </message>
    <message>
        <source>a value was expected</source>
        <translation>此处应为值</translation>
    </message>
    <message>
        <source>a text in quotes was expected</source>
        <translation>此处应为带引号的字符串</translation>
    </message>
    <message>
        <source>a text has an escape that is none</source>
        <translation>字符串中有无效的转义</translation>
    </message>
    <message>
        <source>the file ends inside a value; is it complete?</source>
        <translation>文件在值中途结束；文件是否完整？</translation>
    </message>
    <message>
        <source>%1 cannot be read again</source>
        <translation>无法再次读取 %1</translation>
    </message>
    <message>
        <source>%1 changed while it was read</source>
        <translation>%1 在读取过程中发生了更改</translation>
    </message>
</context>
<context>
    <name>badcase::formats::JsonStream</name>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is no JSON list of records</source>
        <translation>%1 不是由记录组成的 JSON 列表</translation>
    </message>
    <message>
        <source>%1 is no JSON object of records</source>
        <translation>%1 不是由记录组成的 JSON 对象</translation>
    </message>
    <message>
        <source>%1 (byte %2 of the file)</source>
        <translation>%1（文件第 %2 字节）</translation>
    </message>
    <message>
        <source>it is no object (byte %1 of the file)</source>
        <translation>它不是对象（文件第 %1 字节）</translation>
    </message>
    <message>
        <source>it does not end (it begins at byte %1 of the file)</source>
        <translation>它没有结束（始于文件第 %1 字节）</translation>
    </message>
    <message>
        <source>the file is cut off: its last bracket is missing</source>
        <translation>文件不完整：缺少最后的括号</translation>
    </message>
    <message>
        <source>a name and a value were expected at byte %1; the rest of the file is not read</source>
        <translation>第 %1 字节处应为名称和值；文件其余部分未读取</translation>
    </message>
    <message>
        <source>a value was expected at byte %1</source>
        <translation>第 %1 字节处应为值</translation>
    </message>
</context>
<context>
    <name>badcase::formats::KaggleRle</name>
    <message>
        <source>%1 has no column &quot;%2&quot;; it has: %3</source>
        <translation>%1 没有“%2”列；现有：%3</translation>
    </message>
    <message>
        <source>%1: no column says which picture a row is; name one &quot;id&quot;. The columns are: %2</source>
        <translation>%1：没有列说明每行对应哪张图片；请把一列命名为“id”。现有列：%2</translation>
    </message>
    <message>
        <source>%1 has no train.csv; name the table itself (there are: %2)</source>
        <translation>%1 中没有 train.csv；请直接指定表格（现有：%2）</translation>
    </message>
    <message>
        <source>%1 has no column of run lengths (&quot;rle&quot;); its samples have no mask</source>
        <translation>%1 没有游程编码列（“rle”）；其样本没有掩码</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1 (line %2) has no id</source>
        <translation>%1（文件第 %2 行）没有 id</translation>
    </message>
    <message>
        <source>the class &quot;%1&quot; is not in the project; map it or add it</source>
        <translation>项目中没有类别“%1”；请映射或添加它</translation>
    </message>
    <message>
        <source>%1: the table says %2 x %3 but the picture is %4 x %5; the mask was read at the picture&apos;s size</source>
        <translation>%1：表格标明 %2 x %3，而图片为 %4 x %5；掩码已按图片尺寸读取</translation>
    </message>
    <message>
        <source>%1 has no mask: %2</source>
        <translation>%1 没有掩码：%2</translation>
    </message>
    <message>
        <source>The format &quot;kaggle-rle&quot; needs a segmentation project</source>
        <translation>格式“kaggle-rle”只适用于分割项目</translation>
    </message>
    <message>
        <source>%1 pixels of &quot;%2&quot; belong to no class, which run lengths cannot say beside a background</source>
        <translation>“%2”有 %1 个像素不属于任何类别；在有背景的情况下，游程编码无法表示这些像素</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MaskAnnotations</name>
    <message>
        <source>In %1 samples, %2 pixels lie in objects of several classes; each went to the smallest object</source>
        <translation>%1 个样本中有 %2 个像素位于多个类别的对象内；每个像素归入最小的对象</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MaskCheck</name>
    <message>
        <source>The mask %1 should hold two values but has %2; every value but 0 is read as class 1</source>
        <translation>掩码 %1 应只含两个值，却有 %2 个；除 0 外的值均读作类别 1</translation>
    </message>
    <message>
        <source>The mask %1 has %2 pixels in colours that are not in the class list; they count nowhere</source>
        <translation>掩码 %1 有 %2 个像素的颜色不在类别表中；这些像素不参与统计</translation>
    </message>
    <message>
        <source>The mask %1 has values that are no class (there are %2 classes, 0 to %3): %4</source>
        <translation>掩码 %1 含有不属于类别的值（共 %2 个类别，0 到 %3）：%4</translation>
    </message>
    <message>
        <source>The mask %1 is %2 but the picture is shown as %3; perhaps one of them was turned (EXIF)</source>
        <translation>掩码 %1 为 %2，而图片显示为 %3；可能其中之一被旋转过（EXIF）</translation>
    </message>
    <message>
        <source>The mask %1 is %2 but its picture is %3</source>
        <translation>掩码 %1 为 %2，而其图片为 %3</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MasksReader</name>
    <message>
        <source>%1 has no folder &quot;%2&quot;; say where the files are (%3)</source>
        <translation>%1 中没有文件夹“%2”；请指明文件的位置（%3）</translation>
    </message>
    <message>
        <source>There are no pictures in %1 of %2</source>
        <translation>%2 的 %1 中没有图片</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MasksWriter</name>
    <message>
        <source>&quot;%1&quot; has no mask</source>
        <translation>“%1”没有掩码</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; is %2 x %3 but its picture is %4 x %5</source>
        <translation>“%1”的掩码为 %2 x %3，而其图片为 %4 x %5</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MediaFinder</name>
    <message>
        <source>&quot;%1&quot; leads out of %2; paths must lie below the media root</source>
        <translation>“%1”指向 %2 之外；路径必须位于媒体根目录之下</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not in %2</source>
        <translation>“%1”不在 %2 中</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not in %2, which has too many files to search its folders</source>
        <translation>“%1”不在 %2 中；其中文件过多，未搜索子文件夹</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is nowhere in %2</source>
        <translation>在 %2 中找不到“%1”</translation>
    </message>
    <message>
        <source>Several files in %2 are called &quot;%1&quot;; the table must give the path</source>
        <translation>%2 中有多个文件名为“%1”；表格必须给出路径</translation>
    </message>
</context>
<context>
    <name>badcase::formats::MediaGaps</name>
    <message>
        <source>&quot;%1&quot; is not in %2; it was kept without media</source>
        <translation>“%1”不在 %2 中；已保留样本，但没有媒体</translation>
    </message>
    <message>
        <source>%1 of %2 samples of %3 are not in %4 (the first is &quot;%5&quot;); they were kept without media</source>
        <translation>%3 的 %2 个样本中有 %1 个不在 %4 中（第一个为“%5”）；已保留样本，但没有媒体</translation>
    </message>
</context>
<context>
    <name>badcase::formats::PairedReader</name>
    <message>
        <source>%1 has no mask</source>
        <translation>%1 没有掩码</translation>
    </message>
    <message>
        <source>%1 has no text</source>
        <translation>%1 没有文本</translation>
    </message>
    <message>
        <source>%1 has the same stem as %2, which is used</source>
        <translation>%1 与 %2 主文件名相同；使用后者</translation>
    </message>
    <message>
        <source>Pairing by sorted position would join %1 pairs wrongly, the first at position %2 (%3 with %4). Here files are joined by their stem; training code that zips sorted lists has learnt from shifted pairs</source>
        <translation>按排序位置配对会错配 %1 对，首个错配在第 %2 位（%3 与 %4）。此处按主文件名配对；用 zip 合并排序列表的训练代码学到的是错位的样本对</translation>
    </message>
    <message>
        <source>%1 is of a kind that is not read here; it was left out</source>
        <translation>%1 是此处不读取的类型；已略过</translation>
    </message>
    <message>
        <source>The mask %1 has no picture</source>
        <translation>掩码 %1 没有对应图片</translation>
    </message>
    <message>
        <source>The text %1 has no picture</source>
        <translation>文本 %1 没有对应图片</translation>
    </message>
</context>
<context>
    <name>badcase::formats::Taac2021Reader</name>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>There are no annotations in %1; a ground truth ({&quot;video&quot;: {&quot;annotations&quot;: [...]}}) or an info of tags (video&lt;TAB&gt;tag,tag) was expected</source>
        <translation>%1 中没有标注；应为真值文件（{&quot;video&quot;: {&quot;annotations&quot;: [...]}}）或标签信息（video&lt;TAB&gt;tag,tag）</translation>
    </message>
    <message>
        <source>%1 is not a JSON object in UTF-8; the sample has no texts</source>
        <translation>%1 不是 UTF-8 编码的 JSON 对象；该样本没有文本</translation>
    </message>
    <message>
        <source>%1: segment %2 is no [begin, end] in seconds; it was left out</source>
        <translation>%1：片段 %2 不是以秒为单位的 [begin, end]；已略过</translation>
    </message>
    <message>
        <source>%1: the tags of its segments in %2 are others than its tags in %3; the latter are its labels</source>
        <translation>%1：%2 中各片段的标签与 %3 中的标签不一致；以后者为其标签</translation>
    </message>
    <message>
        <source>%1, record %2</source>
        <translation>%1，第 %2 条记录</translation>
    </message>
    <message>
        <source>%1 in %2 cannot be read: %3</source>
        <translation>无法读取 %2 中的 %1：%3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is there already; the first one is kept</source>
        <translation>%1：“%2”已存在；保留第一个</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1 is not &quot;video&lt;TAB&gt;tag,tag&quot;</source>
        <translation>%1 不是“video&lt;TAB&gt;tag,tag”的形式</translation>
    </message>
</context>
<context>
    <name>badcase::formats::Taac2021Writer</name>
    <message>
        <source>The format &quot;taac2021&quot; holds tags of videos; this project has masks</source>
        <translation>格式“taac2021”保存视频标签；本项目的标签是掩码</translation>
    </message>
    <message>
        <source>The class &quot;%1&quot; cannot be written: tags are joined by &apos;,&apos; and spaces around them are dropped. Rename the class</source>
        <translation>无法写入类别“%1”：标签以“,”连接，首尾的空格会丢失。请重命名该类别</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a video file, which this format goes by; csv can hold it</source>
        <translation>“%1”不是视频文件名，而此格式以视频文件名为准；csv 可以保存它</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a segment that does not end after it begins</source>
        <translation>“%1”有片段的结束不晚于开始</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has neither labels nor segments</source>
        <translation>“%1”既没有标签也没有片段</translation>
    </message>
</context>
<context>
    <name>badcase::formats::TaacPredictions</name>
    <message>
        <source>%1: the tag &quot;%2&quot; is no class of the project; its scores are left out</source>
        <translation>%1：标签“%2”不是项目的类别；已略过其得分</translation>
    </message>
    <message>
        <source>%1: a result of %2 has not one number for each label; it was left out</source>
        <translation>%1：%2 有一条结果的数值与标签没有一一对应；已略过</translation>
    </message>
    <message>
        <source>%1: a segment of %2 is no [begin, end] in seconds; it was left out</source>
        <translation>%1：%2 有片段不是以秒为单位的 [begin, end]；已略过</translation>
    </message>
    <message>
        <source>%1, record %2</source>
        <translation>%1，第 %2 条记录</translation>
    </message>
    <message>
        <source>%1 in %2 cannot be read: %3</source>
        <translation>无法读取 %2 中的 %1：%3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is there already; the first one is kept</source>
        <translation>%1：“%2”已存在；保留第一个</translation>
    </message>
    <message>
        <source>%1 holds no predictions; {&quot;video&quot;: {&quot;result&quot;: [...]}} was expected</source>
        <translation>%1 中没有预测；应为 {&quot;video&quot;: {&quot;result&quot;: [...]}}</translation>
    </message>
</context>
<context>
    <name>badcase::formats::TaacReader</name>
    <message>
        <source>%1 (byte %2)</source>
        <translation>%1（第 %2 字节）</translation>
    </message>
    <message>
        <source>it is no object</source>
        <translation>它不是对象</translation>
    </message>
    <message>
        <source>%1 is not a JSON object in UTF-8: %2; the sample has no texts</source>
        <translation>%1 不是 UTF-8 编码的 JSON 对象：%2；该样本没有文本</translation>
    </message>
    <message>
        <source>%1 has no folder &quot;images&quot;; a set with images/, texts/ and masks/ was expected</source>
        <translation>%1 中没有文件夹“images”；应为含 images/、texts/ 和 masks/ 的数据集</translation>
    </message>
    <message>
        <source>There are no pictures in %1/images</source>
        <translation>%1/images 中没有图片</translation>
    </message>
</context>
<context>
    <name>badcase::formats::WechatReader</name>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>There are no annotations in %1; labeled.json, test_a.json or unlabeled.json was expected there or in its folder &quot;annotations&quot;</source>
        <translation>%1 中没有标注；其中或其“annotations”文件夹中应有 labeled.json、test_a.json 或 unlabeled.json</translation>
    </message>
    <message>
        <source>%1 has no id</source>
        <translation>%1 没有 id</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is there already; the first one is kept</source>
        <translation>%1：“%2”已存在；保留第一个</translation>
    </message>
    <message>
        <source>%1, record %2</source>
        <translation>%1，第 %2 条记录</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1 is not &quot;id,category_id&quot; but &quot;%2&quot;</source>
        <translation>%1 不是“id,category_id”，而是“%2”</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
</context>
<context>
    <name>badcase::formats::WechatWriter</name>
    <message>
        <source>The format &quot;wechat&quot; gives each sample one class; this project does not</source>
        <translation>格式“wechat”的每个样本只有一个类别；本项目并非如此</translation>
    </message>
    <message>
        <source>The class &quot;%1&quot; cannot stand in result.csv; rename it</source>
        <translation>类别“%1”无法写入 result.csv；请重命名</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot stand in result.csv; csv can hold it</source>
        <translation>“%1”无法写入 result.csv；csv 可以保存它</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 labels, but this format gives each sample one</source>
        <translation>“%1”有 %2 个标签，而此格式每个样本只有一个标签</translation>
    </message>
</context>
<context>
    <name>badcase::formats::Yolo</name>
    <message>
        <source>There are several .yaml files in %1; name one of them: %2</source>
        <translation>%1 中有多个 .yaml 文件；请指定其中之一：%2</translation>
    </message>
    <message>
        <source>%1 has no &quot;%2&quot;, which its yaml file names for &quot;%3&quot;</source>
        <translation>%1 中没有“%2”，而其 yaml 文件为“%3”指定了它</translation>
    </message>
    <message>
        <source>%1 has labels/ but neither data.yaml nor classes.txt to name the classes</source>
        <translation>%1 中有 labels/，但没有给出类别名称的 data.yaml 或 classes.txt</translation>
    </message>
    <message>
        <source>There are no pictures in the folders of %1</source>
        <translation>%1 的各文件夹中没有图片</translation>
    </message>
    <message>
        <source>line %1 of its labels %2</source>
        <translation>其标签的第 %1 行%2</translation>
    </message>
    <message>
        <source>does not begin with the number of a class</source>
        <translation>不是以类别编号开头</translation>
    </message>
    <message>
        <source>holds &quot;%1&quot;; expected are fractions of width and height</source>
        <translation>含有“%1”；应为相对于宽和高的比例</translation>
    </message>
    <message>
        <source>is neither a box nor a polygon: it has %1 numbers</source>
        <translation>既不是框也不是多边形：有 %1 个数</translation>
    </message>
    <message>
        <source>%1: a picture called &quot;%2&quot; is there already; the first is kept</source>
        <translation>%1：已有名为“%2”的图片；保留第一张</translation>
    </message>
    <message>
        <source>%1: data.yaml names no class %2</source>
        <translation>%1：data.yaml 中没有类别 %2</translation>
    </message>
    <message>
        <source>%1: the class &quot;%2&quot; is not in the project; map it or add it</source>
        <translation>%1：项目中没有类别“%2”；请映射或添加它</translation>
    </message>
    <message>
        <source>its labels are boxes, and a box is no mask</source>
        <translation>其标签是框，而框不是掩码</translation>
    </message>
    <message>
        <source>%1 has no labels (%2); an empty file says that nothing is in the picture</source>
        <translation>%1 没有标签（%2）；图片中没有目标时应为空文件</translation>
    </message>
    <message>
        <source>%1 is not labelled: %2</source>
        <translation>%1 无标签：%2</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>The format &quot;yolo&quot; needs a class besides the background</source>
        <translation>格式“yolo”需要背景以外的类别</translation>
    </message>
    <message>
        <source>%1 pixels of &quot;%2&quot; belong to no class, which polygons cannot say beside a background</source>
        <translation>“%2”有 %1 个像素不属于任何类别；在有背景的情况下，多边形无法表示这些像素</translation>
    </message>
    <message>
        <source>The format &quot;yolo&quot; holds masks or one class a picture, but this project gives several labels; csv can hold them</source>
        <translation>格式“yolo”保存掩码或每张图片一个类别，而本项目为多标签；csv 可以保存它们</translation>
    </message>
</context>
<context>
    <name>badcase::formats::YoloYaml</name>
    <message>
        <source>%1 has no &quot;names&quot; of classes</source>
        <translation>%1 没有类别的“names”</translation>
    </message>
    <message>
        <source>%1, line %2 is not understood: &quot;%3&quot;. Expected are lines &quot;key: value&quot;, lists and maps of names</source>
        <translation>无法解析 %1 第 %2 行：“%3”。应为“key: value”形式的行，以及名称的列表或映射</translation>
    </message>
</context>
<context>
    <name>badcase::heldOutMixture</name>
    <message>
        <source>Fitting the weights was cancelled</source>
        <translation>已取消拟合权重</translation>
    </message>
    <message>
        <source>%1 samples cannot be parted into %2 folds; two or more folds with a sample each are needed</source>
        <translation>%1 个样本无法分成 %2 折；至少需要两折，且每折至少有一个样本</translation>
    </message>
    <message>
        <source>Two or more repeats and rounds and a confidence between 0 and 1 are needed</source>
        <translation>重复次数和轮数都至少为 2，置信水平须在 0 与 1 之间</translation>
    </message>
</context>
<context>
    <name>badcase::models::ClassCalibrationModel</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>How many are labelled so</source>
        <translation>以此为标签的数量</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Mean probability of the class over all samples</source>
        <translation>该类别在所有样本上的平均概率</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Share of all samples that is labelled so</source>
        <translation>以此为标签的样本占全部样本的比例</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>Expected calibration error of the class against the rest: over bins of its probability, the share of samples times the distance of mean probability and share labelled so</source>
        <translation>该类别相对于其余类别的期望校准误差：按其概率分箱，将各箱的样本占比乘以平均概率与以此为标签的比例之差的绝对值，再求和</translation>
    </message>
    <message>
        <source>with T</source>
        <translation>用 T</translation>
    </message>
    <message>
        <source>The same error with the temperature, on samples it was not fitted to</source>
        <translation>使用温度后的同一误差，在未参与拟合的样本上计算</translation>
    </message>
</context>
<context>
    <name>badcase::models::ClassMetricsModel</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
</context>
<context>
    <name>badcase::models::ImportPreviewModel</name>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>The project has no class &quot;%1&quot;: it is added, or map it to another class</source>
        <translation>项目中没有类别“%1”：将添加它，或将其映射到其他类别</translation>
    </message>
</context>
<context>
    <name>badcase::models::MetricTexts</name>
    <message>
        <source>Mean over all tags of the schema of each tag&apos;s F1; a tag that occurs nowhere counts 0, as scikit-learn has it for an indicator matrix.</source>
        <translation>对类别表中所有标签的 F1 取平均；从未出现的标签计为 0，与 scikit-learn 对指示矩阵的算法一致。</translation>
    </message>
    <message>
        <source>F1 of all decisions on all tags together: 2 TP / (2 TP + FP + FN).</source>
        <translation>将所有标签上的全部判断合并计算的 F1：2 TP / (2 TP + FP + FN)。</translation>
    </message>
    <message>
        <source>How many pixels are labelled so, ignored ones left out</source>
        <translation>以此为标签的像素数，不含忽略的像素</translation>
    </message>
    <message>
        <source>Share of the samples whose decision is their label. With one decision each it is the micro F1, too.</source>
        <translation>判断与标签一致的样本所占的比例。每个样本只有一个判断时，它也就是微平均 F1。</translation>
    </message>
    <message>
        <source>Mean F1 over the classes that occur as a label or as a decision, as scikit-learn has it: a class that is only predicted counts 0, one that occurs nowhere does not count.</source>
        <translation>对在标签或判断中出现过的类别的 F1 取平均，与 scikit-learn 一致：只被预测过的类别计为 0，从未出现的类别不计入。</translation>
    </message>
    <message>
        <source>With one decision each, the accuracy.</source>
        <translation>每个样本只有一个判断时，即为准确率。</translation>
    </message>
    <message>
        <source>Mean of micro and macro F1 at both levels, as in the WeChat challenge; the parent that is decided is that of the class that is decided.</source>
        <translation>两级的微平均 F1 与宏平均 F1 的平均值，与微信大数据挑战赛一致；所判断的父类别即所判断类别的父类别。</translation>
    </message>
    <message>
        <source>Global average precision: average precision of every sample&apos;s 20 best tags in one list; labels outside these count as missed.</source>
        <translation>全局平均精度（GAP）：将每个样本得分最高的 20 个标签合为一个列表，计算其平均精度；样本自身的标签不在其中的，计为漏报。</translation>
    </message>
    <message>
        <source>Mean over the tags that have positives of each tag&apos;s average precision.</source>
        <translation>对有正样本的各标签的平均精度取平均。</translation>
    </message>
    <message>
        <source>Share of the samples whose best tag is one of their labels.</source>
        <translation>得分最高的标签属于样本自身标签的样本所占的比例。</translation>
    </message>
    <message>
        <source>Mean average precision of the predicted segments, over classes and over overlaps in time from 0.50 to 0.95.</source>
        <translation>预测片段的平均精度，对各类别以及 0.50 至 0.95 的时间重叠度取平均。</translation>
    </message>
    <message>
        <source>Pixels of all images are counted together, then the IoU is averaged over the classes that occur as a label or as a decision. It is no mean over images or batches.</source>
        <translation>先合并统计所有图像的像素，再对在标签或判断中出现过的类别的 IoU 取平均。它不是按图像或批次的平均。</translation>
    </message>
    <message>
        <source>Dice of every image, averaged over its classes and then over images; an image where label and decision are both empty scores 1.</source>
        <translation>每张图像的 Dice，先对其各类别取平均，再对图像取平均；标签和判断均为空的图像得 1 分。</translation>
    </message>
    <message>
        <source>How many are labelled so</source>
        <translation>以此为标签的数量</translation>
    </message>
    <message>
        <source>Of those predicted so, the share that is labelled so; 0 where nothing is predicted so</source>
        <translation>预测为此类别的当中，标签也为此类别的比例；没有这样的预测时为 0</translation>
    </message>
    <message>
        <source>Of those labelled so, the share that is predicted so; 0 where nothing is labelled so</source>
        <translation>标签为此类别的当中，预测也为此类别的比例；没有这样的标签时为 0</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN)</source>
        <translation>精确率与召回率的调和平均：2 TP / (2 TP + FP + FN)</translation>
    </message>
    <message>
        <source>Average precision: the sum over thresholds of the rise in recall times the precision, without interpolation, as scikit-learn has it; one class against the rest</source>
        <translation>平均精度：在各阈值上将召回率的增量乘以精确率后求和，不作插值，与 scikit-learn 一致；单个类别相对于其余类别</translation>
    </message>
    <message>
        <source>Intersection over union of the pixels of all images together; none where the class occurs nowhere</source>
        <translation>合并所有图像的像素计算的交并比；类别从未出现时没有此值</translation>
    </message>
    <message>
        <source>Dice coefficient of the pixels of all images together, 2 IoU / (1 + IoU)</source>
        <translation>合并所有图像的像素计算的 Dice 系数，2 IoU / (1 + IoU)</translation>
    </message>
</context>
<context>
    <name>badcase::models::PagedSampleModel</name>
    <message>
        <source>The project answered with the wrong number of samples.</source>
        <translation>项目返回的样本数不对。</translation>
    </message>
</context>
<context>
    <name>badcase::models::ProblemsModel</name>
    <message>
        <source>Missing file</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Cannot be decoded</source>
        <translation>无法解码</translation>
    </message>
    <message>
        <source>Sizes differ</source>
        <translation>尺寸不符</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Unknown class</source>
        <translation>未知类别</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
</context>
<context>
    <name>badcase::models::RunsModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>With the labels as given</source>
        <translation>按原始标签</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples with a prediction</source>
        <translation>有预测的样本</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Out-of-fold</source>
        <translation>折外</translation>
    </message>
    <message>
        <source>Yes: the model never saw these samples in training</source>
        <translation>是：模型在训练中从未见过这些样本</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message numerus="yes">
        <source>Finished, %n failed</source>
        <translation>
            <numerusform>已完成，%n 个失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) could not be run</source>
        <translation>
            <numerusform>%n 个样本未能运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>It can be resumed</source>
        <translation>可以继续</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message numerus="yes">
        <source>%n of them computed by other runs before</source>
        <translation>
            <numerusform>其中 %n 个由先前的其他运行算出</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::models::SampleGrid</name>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>No samples here</source>
        <translation>这里没有样本</translation>
    </message>
    <message>
        <source>Label (corrected): %1</source>
        <translation>标签（已修正）：%1</translation>
    </message>
    <message>
        <source>Label: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>Prediction: %1 (%2)</source>
        <translation>预测：%1（%2）</translation>
    </message>
    <message>
        <source>Prediction: %1</source>
        <translation>预测：%1</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>Missed: %1</source>
        <translation>漏报：%1</translation>
    </message>
    <message>
        <source>Too many: %1</source>
        <translation>误报：%1</translation>
    </message>
</context>
<context>
    <name>badcase::panels::CanvasBar</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Grid (G)</source>
        <translation>网格 (G)</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Which mask lies over the picture (M). Hold H to see the picture alone.</source>
        <translation>图片上叠加哪个掩码 (M)。按住 H 只看图片。</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>掩码不透明度</translation>
    </message>
    <message>
        <source>Fit the whole picture (F)</source>
        <translation>适应整张图片 (F)</translation>
    </message>
    <message>
        <source>One picture pixel is one screen pixel (0)</source>
        <translation>图片像素与屏幕像素 1:1 (0)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Filmstrip (G)</source>
        <translation>胶片条 (G)</translation>
    </message>
</context>
<context>
    <name>badcase::panels::Chip</name>
    <message>
        <source>Filter %1</source>
        <translation>筛选 %1</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ClassPicker</name>
    <message>
        <source>Class name</source>
        <translation>类别名称</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes that match</source>
        <translation>匹配的类别</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>parent class (number of its classes)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 (all %n classes)</source>
        <comment>parent class</comment>
        <translation>
            <numerusform>%1（全部 %n 个类别）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>    All %n classes</source>
        <translation>
            <numerusform>    全部 %n 个类别</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::ClassVisibilityList</name>
    <message>
        <source>Classes shown in the mask</source>
        <translation>掩码中显示的类别</translation>
    </message>
    <message>
        <source>Click: show or hide a class. Alt+click: this class alone.</source>
        <translation>单击：显示或隐藏类别。Alt+单击：只显示该类别。</translation>
    </message>
</context>
<context>
    <name>badcase::panels::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入想做的操作</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ConsentPanel</name>
    <message>
        <source>May this model be run?</source>
        <translation>允许运行此模型吗？</translation>
    </message>
    <message>
        <source>A model file holds a program. Once run, it can do what you can do on this computer. Run it only if you know where it comes from. Your answer is kept for exactly this file; a changed file asks again.</source>
        <translation>模型文件中含有程序。一旦运行，它在本机上能做您能做的任何事。仅在知道其来源时才运行。您的回答只对这一个文件有效；文件更改后会再次询问。</translation>
    </message>
    <message>
        <source>Trust and run</source>
        <translation>信任并运行</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>不运行</translation>
    </message>
    <message>
        <source>%1   (%2)</source>
        <comment>path (size)</comment>
        <translation>%1   (%2)</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ExportForm</name>
    <message>
        <source>Corrected</source>
        <translation>修正后标签</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>原始标签</translation>
    </message>
    <message>
        <source>Leave out bad media</source>
        <translation>排除媒体损坏的样本</translation>
    </message>
    <message>
        <source>Leave out ambiguous samples</source>
        <translation>排除有歧义的样本</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>An empty or new folder</source>
        <translation>空文件夹或新文件夹</translation>
    </message>
    <message>
        <source>Target folder</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>Outlines in place of run lengths</source>
        <translation>用轮廓代替游程编码</translation>
    </message>
    <message>
        <source>Other programs can edit outlines. Pieces with holes stay run lengths; either gives the same pixels.</source>
        <translation>轮廓可在其他程序中编辑。带孔的连通块仍用游程编码；两者的像素完全相同。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>%Ln 个样本</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::FilterBar</name>
    <message>
        <source>Remove all filters</source>
        <translation>清除全部筛选</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>添加筛选</translation>
    </message>
    <message>
        <source>Search names and texts   /</source>
        <translation>搜索名称和文本   /</translation>
    </message>
    <message>
        <source>Search names and texts</source>
        <translation>搜索名称和文本</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>%Ln 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>searching, %1 %</source>
        <translation>正在搜索，%1%</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ImportPanel</name>
    <message>
        <source>Add classes that are not in the project</source>
        <translation>添加项目中没有的类别</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>In the data</source>
        <translation>数据中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>项目中</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Read everything and say what would be imported, without writing anything</source>
        <translation>读取全部内容并报告将导入什么，不写入任何数据</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>as in the data</source>
        <translation>与数据中相同</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>the folder of the csv file</source>
        <translation>csv 文件所在文件夹</translation>
    </message>
    <message>
        <source>Pictures in</source>
        <translation>图片位于</translation>
    </message>
    <message>
        <source>Masks in</source>
        <translation>掩码位于</translation>
    </message>
    <message>
        <source>none; for example _mask</source>
        <translation>无；例如 _mask</translation>
    </message>
    <message>
        <source>Mask suffix</source>
        <translation>掩码后缀</translation>
    </message>
    <message>
        <source>as the class list says</source>
        <translation>按类别表</translation>
    </message>
    <message>
        <source>Ignored value</source>
        <translation>忽略值</translation>
    </message>
    <message>
        <source>Preview of the import</source>
        <translation>导入预览</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Preview (nothing is written yet)</source>
        <translation>预览（尚未写入任何内容）</translation>
    </message>
    <message>
        <source>Sample id</source>
        <translation>样本 id</translation>
    </message>
    <message>
        <source>Picture path</source>
        <translation>图片路径</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>new class</source>
        <translation>新类别</translation>
    </message>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep samples whose file is missing</source>
        <translation>保留文件缺失的样本</translation>
    </message>
    <message>
        <source>Choose a file: csv, json, yaml, txt or zip</source>
        <translation>选择文件：csv、json、yaml、txt 或 zip</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>文件夹或文件</translation>
    </message>
    <message>
        <source>Media in</source>
        <translation>媒体位于</translation>
    </message>
    <message>
        <source>Class from</source>
        <translation>类别来自</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>the file name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>A number at the end of a file name is left out: walk_02.mp4 is a walk</source>
        <translation>文件名末尾的编号会略去：walk_02.mp4 的类别为 walk</translation>
    </message>
    <message>
        <source>as the file tells</source>
        <translation>按文件内容判断</translation>
    </message>
    <message>
        <source>the folder of the table</source>
        <translation>表格所在文件夹</translation>
    </message>
    <message>
        <source>images, beside annotations</source>
        <translation>annotations 旁的 images</translation>
    </message>
    <message>
        <source>zip_feats, beside the file</source>
        <translation>文件旁的 zip_feats</translation>
    </message>
    <message>
        <source>folders beside the file</source>
        <translation>文件旁的文件夹</translation>
    </message>
    <message>
        <source>Run lengths</source>
        <translation>游程编码</translation>
    </message>
</context>
<context>
    <name>badcase::panels::InspectorPanel</name>
    <message>
        <source>Most likely</source>
        <translation>最可能</translation>
    </message>
    <message>
        <source>Other class…   C</source>
        <translation>其他类别…   C</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is selected. Choose a sample to see its labels, what the model says of it, and its texts.</source>
        <translation>未选中样本。选择一个样本即可查看其标签、模型的判断和文本。</translation>
    </message>
    <message>
        <source>Find a class by typing (C)</source>
        <translation>输入名称查找类别 (C)</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Comment on this sample</source>
        <translation>该样本的备注</translation>
    </message>
    <message>
        <source>Most likely, by %1</source>
        <translation>最可能（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>split %1</source>
        <translation>划分 %1</translation>
    </message>
    <message>
        <source>mean IoU %1</source>
        <translation>平均 IoU %1</translation>
    </message>
</context>
<context>
    <name>badcase::panels::JobBar</name>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此作业</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Jobs that wait</source>
        <translation>等待中的作业</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>badcase::panels::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>badcase::panels::LabelSection</name>
    <message>
        <source>Take the correction back</source>
        <translation>撤回修正</translation>
    </message>
    <message>
        <source>unknown class</source>
        <translation>未知类别</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>no prediction</source>
        <translation>无预测</translation>
    </message>
    <message>
        <source>%1: missed by the run</source>
        <translation>%1：该运行漏报</translation>
    </message>
    <message>
        <source>%1: not among the labels</source>
        <translation>%1：不在标签中</translation>
    </message>
</context>
<context>
    <name>badcase::panels::MaskSection</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>IoU here</source>
        <translation>本图 IoU</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>掩码不透明度</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ModeRail</name>
    <message>
        <source>Modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a mode (its shortcut)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ModelCardForm</name>
    <message>
        <source>choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>One class a line, in the order of the model&apos;s outputs</source>
        <translation>每行一个类别，按模型输出的顺序</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>高度（像素）</translation>
    </message>
    <message>
        <source>Width × height</source>
        <translation>宽 × 高</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Each pixel value (0 to 255) is multiplied by this; 1/255 is the usual one</source>
        <translation>每个像素值（0 到 255）都乘以此数；通常为 1/255</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Subtracted from each channel after scaling</source>
        <translation>缩放后从各通道减去</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Each channel is divided by this</source>
        <translation>各通道除以此数</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Which output of the model holds the logits; 0 is the first or only one</source>
        <translation>模型的哪个输出是 logits；0 为第一个或唯一的输出</translation>
    </message>
    <message>
        <source>Logits</source>
        <translation>Logits</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Which output holds an embedding, if any</source>
        <translation>哪个输出是嵌入向量（如有）</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入向量</translation>
    </message>
    <message>
        <source>Upsample</source>
        <translation>上采样</translation>
    </message>
    <message>
        <source>Choose the task.</source>
        <translation>请选择任务。</translation>
    </message>
    <message>
        <source>Name the classes in the order of the model&apos;s outputs.</source>
        <translation>请按模型输出的顺序填写类别名称。</translation>
    </message>
    <message>
        <source>Scale is a number such as 1/255.</source>
        <translation>比例应为数值，例如 1/255。</translation>
    </message>
    <message numerus="yes">
        <source>Mean needs %n numbers.</source>
        <translation>
            <numerusform>均值需要 %n 个数。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Std needs %n numbers.</source>
        <translation>
            <numerusform>标准差需要 %n 个数。</numerusform>
        </translation>
    </message>
    <message>
        <source>Std must not be 0.</source>
        <translation>标准差不能为 0。</translation>
    </message>
    <message>
        <source>Give both width and height, or neither.</source>
        <translation>宽和高请都填写，或都不填。</translation>
    </message>
    <message>
        <source>Choose the activation.</source>
        <translation>请选择激活函数。</translation>
    </message>
    <message>
        <source>The model has several classifiers; the run is that of one of them</source>
        <translation>模型有多个分类头；一次运行只用其中之一</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>none, the mean of the frames</source>
        <translation>无，取各帧的均值</translation>
    </message>
</context>
<context>
    <name>badcase::panels::PlayerBar</name>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>Loop: drag with Shift over the ruler. Click to end it.</source>
        <translation>循环：按住 Shift 在标尺上拖动。单击结束循环。</translation>
    </message>
    <message>
        <source>Find scene boundaries</source>
        <translation>查找场景边界</translation>
    </message>
    <message>
        <source>Split the segment at the playhead (S)</source>
        <translation>在播放头处分割片段 (S)</translation>
    </message>
    <message>
        <source>Labels of the segment (L)</source>
        <translation>片段的标签 (L)</translation>
    </message>
    <message>
        <source>Join with the next segment (Shift+S)</source>
        <translation>与下一片段合并 (Shift+S)</translation>
    </message>
    <message>
        <source>Remove the segment (Delete)</source>
        <translation>移除片段 (Delete)</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>后退一帧 (,)</translation>
    </message>
    <message>
        <source>One frame forward (.)</source>
        <translation>前进一帧 (.)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Curve of a class</source>
        <translation>类别曲线</translation>
    </message>
    <message>
        <source>The class whose probability is drawn over time</source>
        <translation>绘制哪个类别的概率随时间的变化</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>第 %1 帧，共 %2 帧</translation>
    </message>
    <message>
        <source>No curve</source>
        <translation>无曲线</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ProbabilityBars</name>
    <message>
        <source>Most likely classes</source>
        <translation>最可能的类别</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: click, or press %2, to label the sample so</source>
        <translation>%1：单击或按 %2，将样本标为此类别</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 由 %2 变为 %3</translation>
    </message>
</context>
<context>
    <name>badcase::panels::RunForm</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>A TorchScript file (.pt)</source>
        <translation>TorchScript 文件 (.pt)</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>which samples (how many)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>There is a run named %1 already. Choose another name.</source>
        <translation>已有名为 %1 的运行。请换一个名称。</translation>
    </message>
    <message>
        <source>Frames of a video</source>
        <translation>视频取帧</translation>
    </message>
    <message>
        <source>Which frames of a video the model sees</source>
        <translation>模型看视频的哪些帧</translation>
    </message>
    <message>
        <source>Spread evenly</source>
        <translation>均匀取帧</translation>
    </message>
    <message>
        <source>Every n-th</source>
        <translation>每 n 帧取一帧</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>First of each scene</source>
        <translation>每个场景的首帧</translation>
    </message>
    <message>
        <source>The model sees these frames as pictures; the video&apos;s probabilities are their mean</source>
        <translation>模型把这些帧当作图片处理；视频的概率取其均值</translation>
    </message>
    <message>
        <source>How many frames</source>
        <translation>帧数</translation>
    </message>
</context>
<context>
    <name>badcase::panels::RunRecipeForm</name>
    <message>
        <source>Keep the answer of each view</source>
        <translation>保留各视图的结果</translation>
    </message>
    <message>
        <source>In a process of its own</source>
        <translation>在独立进程中运行</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并方式</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What is done with masks, in this order: threshold:T, min-area:N, fill-holes[:N], open:R, close:R, watershed, joined by ;</source>
        <translation>对掩码依次执行的步骤：threshold:T、min-area:N、fill-holes[:N]、open:R、close:R、watershed，以 ; 连接</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Half precision is quicker on devices that compute in it; a few decisions may differ</source>
        <translation>在支持半精度计算的设备上，半精度更快；少数判断可能不同</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>The model can be stopped in the middle of a pass, and takes nothing with it when it fails</source>
        <translation>模型可在一次推理的中途停止，崩溃时也不会影响其他部分</translation>
    </message>
    <message>
        <source>The picture as it is</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Flips (4)</source>
        <translation>翻转（4 种）</translation>
    </message>
    <message>
        <source>All turns and flips (8)</source>
        <translation>全部旋转和翻转（8 种）</translation>
    </message>
    <message>
        <source>Others…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>The model sees each picture in these views, and its answers are merged</source>
        <translation>模型分别查看每张图片的这些视图，再合并其结果</translation>
    </message>
    <message>
        <source>Beside the picture itself: hflip, vflip, rot90, rot180, rot270, transpose, antitranspose, scale:F, joined by commas</source>
        <translation>除原图之外：hflip、vflip、rot90、rot180、rot270、transpose、antitranspose、scale:F，以逗号分隔</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Geometric mean</source>
        <translation>几何平均</translation>
    </message>
    <message>
        <source>Mean of logits</source>
        <translation>logits 平均</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Then views can be weighted and left out later, without the model</source>
        <translation>以后无需模型即可调整视图的权重或略去视图</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Large pictures are shown in square windows of this size that overlap</source>
        <translation>大图片以这一边长的重叠方形窗口逐一处理</translation>
    </message>
    <message>
        <source> % overlap</source>
        <translation>% 重叠</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>处处相同</translation>
    </message>
    <message>
        <source>How the pixels of a window count</source>
        <translation>窗口中各像素的权重</translation>
    </message>
    <message>
        <source> % whole</source>
        <translation>% 整图</translation>
    </message>
    <message>
        <source>The share of what the model says of the whole picture</source>
        <translation>模型对整张图片的输出所占的比例</translation>
    </message>
    <message>
        <source>As it is and mirrored</source>
        <translation>原图和水平翻转</translation>
    </message>
    <message>
        <source>Less at edges</source>
        <translation>边缘较小</translation>
    </message>
</context>
<context>
    <name>badcase::panels::ScoreBar</name>
    <message>
        <source>given</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>修正后</translation>
    </message>
    <message>
        <source>Score on the labels as given and as corrected. Click: confusion matrix.</source>
        <translation>按原始标签和修正后标签的得分。单击：混淆矩阵。</translation>
    </message>
    <message>
        <source>no score yet</source>
        <translation>尚无得分</translation>
    </message>
    <message numerus="yes">
        <source>(%n labels)</source>
        <comment>labels that were corrected</comment>
        <translation>
            <numerusform>（%n 个标签）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 given, %3 corrected</source>
        <translation>%1：原始 %2，修正后 %3</translation>
    </message>
</context>
<context>
    <name>badcase::panels::SliderList</name>
    <message>
        <source>%1: %2, could gain %3</source>
        <translation>%1：%2，最多可提升 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Sliders</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>There is nothing to move here</source>
        <translation>这里没有可移动的滑块</translation>
    </message>
    <message>
        <source>None has this name</source>
        <translation>没有符合此名称的滑块</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本数</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Stands at %1, neutral is %2</source>
        <translation>当前为 %1，中性值为 %2</translation>
    </message>
    <message>
        <source>Moving it alone gains nothing</source>
        <translation>单独移动它不会带来提升</translation>
    </message>
    <message>
        <source>Moving it alone gains up to %1</source>
        <translation>单独移动它最多可提升 %1</translation>
    </message>
    <message>
        <source>Double click: back to neutral</source>
        <translation>双击：恢复中性值</translation>
    </message>
</context>
<context>
    <name>badcase::panels::StatusNotice</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>badcase::panels::TextCard</name>
    <message>
        <source>Texts of the sample</source>
        <translation>样本的文本</translation>
    </message>
    <message>
        <source>This sample has neither a picture nor texts</source>
        <translation>该样本既没有图片也没有文本</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message numerus="yes">
        <source>%n more characters are not shown here</source>
        <translation>
            <numerusform>另有 %n 个字符未在此显示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::panels::TextFieldView</name>
    <message>
        <source>What if this text were empty?</source>
        <translation>假设此文本为空</translation>
    </message>
    <message>
        <source>What if this text said something else?</source>
        <translation>假设此文本为其他内容</translation>
    </message>
    <message>
        <source>Another text for %1</source>
        <translation>%1 的假设文本</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 % repeated</source>
        <translation>重复 %1%</translation>
    </message>
    <message>
        <source>%1 % gibberish</source>
        <translation>乱码 %1%</translation>
    </message>
    <message numerus="yes">
        <source>about %Ln tokens</source>
        <translation>
            <numerusform>约 %Ln 个 token</numerusform>
        </translation>
    </message>
    <message>
        <source>cut at %1</source>
        <translation>在 %1 处截断</translation>
    </message>
    <message>
        <source>blanked</source>
        <translation>已置空</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln 个字符</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show less (the first %Ln characters are shown)</source>
        <translation>
            <numerusform>收起（已显示前 %Ln 个字符）</numerusform>
        </translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message numerus="yes">
        <source>Show all, with %n more hits</source>
        <translation>
            <numerusform>显示全部，还有 %n 处匹配</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>badcase::panels::TextPanel</name>
    <message>
        <source>Token limit</source>
        <translation>token 上限</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Where a model that reads so many tokens of each text would cut it. An estimate: every Chinese character and every word counts as one token; a model&apos;s own vocabulary counts differently.</source>
        <translation>模型对每段文本只读取这么多 token 时，会在何处截断。仅为估计：每个汉字、每个单词计为一个 token；模型自身词表的计数会有所不同。</translation>
    </message>
</context>
<context>
    <name>badcase::panels::VerdictBar</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (its key)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Keep  ↵</source>
        <translation>保留  ↵</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>The label is right as it is</source>
        <translation>标签本来就对</translation>
    </message>
    <message>
        <source>Ambiguous  A</source>
        <translation>有歧义  A</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Nobody can tell from this sample</source>
        <translation>仅凭此样本无法判断</translation>
    </message>
    <message>
        <source>Bad media  X</source>
        <translation>媒体损坏  X</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>The file is damaged or does not belong here</source>
        <translation>文件已损坏，或不该出现在这里</translation>
    </message>
</context>
<context>
    <name>badcase::panels::WhatIfSection</name>
    <message>
        <source>Blank the picture</source>
        <translation>置空图片</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>询问模型</translation>
    </message>
    <message>
        <source>Undo the edits</source>
        <translation>撤销改动</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设分析</translation>
    </message>
    <message>
        <source>Blank or edit what the model reads, and see what it says then</source>
        <translation>置空或修改模型的输入，看它会如何判断</translation>
    </message>
    <message>
        <source>An even picture of the model&apos;s mean colour</source>
        <translation>以模型均值颜色的纯色图片代替</translation>
    </message>
    <message>
        <source>Asked before</source>
        <translation>历次询问</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Probabilities before and after</source>
        <translation>前后概率对比</translation>
    </message>
    <message>
        <source>Blank the frames</source>
        <translation>置空各帧</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Blank the picture, or blank or edit a text first</source>
        <translation>请先置空图片，或置空、修改某段文本</translation>
    </message>
    <message>
        <source>frames blanked</source>
        <translation>各帧已置空</translation>
    </message>
    <message>
        <source>picture blanked</source>
        <translation>图片已置空</translation>
    </message>
    <message>
        <source>%1 blanked</source>
        <translation>%1 已置空</translation>
    </message>
    <message>
        <source>%1 edited</source>
        <translation>%1 已修改</translation>
    </message>
    <message>
        <source>Show the first ones</source>
        <translation>只显示前几个</translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln classes</source>
        <translation>
            <numerusform>显示全部 %Ln 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>  %1 %2</source>
        <translation>  %1 %2</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>badcase::plots::ConfusionMatrixView</name>
    <message>
        <source>prediction →</source>
        <translation>预测 →</translation>
    </message>
    <message>
        <source>label ↓</source>
        <translation>标签 ↓</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message numerus="yes">
        <source>%1: click to unfold its %n classes</source>
        <translation>
            <numerusform>%1：单击展开其 %n 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: click to fold its %n classes</source>
        <translation>
            <numerusform>%1：单击收起其 %n 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>wrong child</source>
        <translation>子类别错误</translation>
    </message>
    <message>
        <source>wrong parent</source>
        <translation>父类别错误</translation>
    </message>
</context>
<context>
    <name>badcase::plots::CurvePlot</name>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>false-positive rate</source>
        <translation>假阳性率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>true-positive rate</source>
        <translation>真阳性率</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>%1  AP %2</source>
        <translation>%1  AP %2</translation>
    </message>
    <message>
        <source>%1  AUC %2</source>
        <translation>%1  AUC %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>recall %1</source>
        <translation>召回率 %1</translation>
    </message>
    <message>
        <source>false-positive rate %1</source>
        <translation>假阳性率 %1</translation>
    </message>
    <message>
        <source>precision %1</source>
        <translation>精确率 %1</translation>
    </message>
    <message>
        <source>true-positive rate %1</source>
        <translation>真阳性率 %1</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
</context>
<context>
    <name>badcase::plots::HistogramPlot</name>
    <message numerus="yes">
        <source>%1 to %2: %n sample(s)</source>
        <translation>
            <numerusform>%1 至 %2：%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
</context>
<context>
    <name>badcase::plots::MatrixContent</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>%1 labelled, %2 right (%3)</source>
        <translation>共 %1，正确 %2（%3）</translation>
    </message>
    <message>
        <source>%1 %2, right</source>
        <translation>%1 个 %2，正确</translation>
    </message>
    <message>
        <source>%1 (%2 of those predicted %3)</source>
        <translation>%1（占预测为 %3 的 %2）</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1（占 %3 的 %2）</translation>
    </message>
    <message>
        <source>%1: nothing is labelled so</source>
        <translation>%1：没有这样的标签</translation>
    </message>
    <message>
        <source>%1: %2 labelled so, recall %3</source>
        <translation>%1：标签 %2 个，召回率 %3</translation>
    </message>
    <message>
        <source>In none of the classes</source>
        <translation>不属于任何类别</translation>
    </message>
    <message>
        <source>%1: nothing is predicted so</source>
        <translation>%1：没有这样的预测</translation>
    </message>
    <message>
        <source>%1: %2 predicted so, precision %3</source>
        <translation>%1：预测 %2 个，精确率 %3</translation>
    </message>
    <message>
        <source>(no parent)</source>
        <translation>（无父类别）</translation>
    </message>
    <message>
        <source>(missed)</source>
        <translation>（漏报）</translation>
    </message>
    <message>
        <source>%1 samples; a cell: given the row, predicted the column without being given it</source>
        <translation>%1 个样本；单元格：标签含行类别，而预测了标签所没有的列类别</translation>
    </message>
    <message>
        <source>%1 %2, parent right</source>
        <translation>%1 个 %2，父类别正确</translation>
    </message>
    <message>
        <source>%1, right parent</source>
        <translation>%1，父类别正确</translation>
    </message>
    <message>
        <source>%1, wrong parent</source>
        <translation>%1，父类别错误</translation>
    </message>
    <message>
        <source>Given, but not predicted</source>
        <translation>有此标签，但未预测</translation>
    </message>
    <message>
        <source>%1: %2 right parent, wrong child (%3)</source>
        <translation>%1：%2 个父类别正确、子类别错误（%3）</translation>
    </message>
    <message>
        <source>%1: %2 wrong parent (%3)</source>
        <translation>%1：%2 个父类别错误（%3）</translation>
    </message>
</context>
<context>
    <name>badcase::plots::ReliabilityPlot</name>
    <message>
        <source>samples (log)</source>
        <translation>样本数（对数）</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>as it should be</source>
        <translation>理想情况</translation>
    </message>
    <message>
        <source>said %1 (%2 to %3)</source>
        <translation>预测 %1（%2 至 %3）</translation>
    </message>
    <message>
        <source>is %1 (95 %: %2 to %3)</source>
        <translation>实际 %1（95%：%2 至 %3）</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Reliability diagram</source>
        <translation>可靠性图</translation>
    </message>
</context>
<context>
    <name>badcase::plots::SliderCurvePlot</name>
    <message>
        <source>best, here</source>
        <translation>最佳，即当前</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>here</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>before</source>
        <comment>where a slider was</comment>
        <translation>之前</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>尚无曲线</translation>
    </message>
    <message>
        <source>Curve over the slider</source>
        <translation>随滑块变化的曲线</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <comment>value over position</comment>
        <translation>%1 随 %2 的变化</translation>
    </message>
</context>
<context>
    <name>badcase::priorCurve</name>
    <message>
        <source>A prior needs one count for each of the %1 classes, but has %2</source>
        <translation>先验需要为 %1 个类别各提供一个计数，实际却有 %2 个</translation>
    </message>
    <message>
        <source>The largest multiplier %1 is below 1</source>
        <translation>最大倍数 %1 小于 1</translation>
    </message>
    <message>
        <source>The values of tau must be rising numbers from 0 on</source>
        <translation>tau 的取值必须是从 0 起递增的数值</translation>
    </message>
    <message>
        <source>The curve was cancelled</source>
        <translation>已取消曲线的计算</translation>
    </message>
</context>
<context>
    <name>badcase::searchOffsets</name>
    <message>
        <source>The search for offsets was cancelled</source>
        <translation>已取消搜索偏移量</translation>
    </message>
</context>
<context>
    <name>badcase::searchThresholds</name>
    <message>
        <source>The search for thresholds was cancelled</source>
        <translation>已取消搜索阈值</translation>
    </message>
</context>
<context>
    <name>badcase::selectMembers</name>
    <message>
        <source>The choice of members was cancelled</source>
        <translation>已取消选择成员</translation>
    </message>
</context>
<context>
    <name>badcase::theme</name>
    <message>
        <source>%1 %</source>
        <comment>percentage</comment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>badcase::viewer::Canvas</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>No sample is selected</source>
        <translation>未选中样本</translation>
    </message>
    <message>
        <source>%1, %2 x %3 pixels</source>
        <translation>%1，%2 x %3 像素</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>正在加载 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>   label %1</source>
        <translation>   标签 %1</translation>
    </message>
    <message>
        <source>   prediction %1</source>
        <translation>   预测 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>badcase::viewer::FeatureStrip</name>
    <message>
        <source>Similarity of the frames</source>
        <translation>帧间相似度</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n frames</source>
        <translation>
            <numerusform>%1：%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>The file has no frames</source>
        <translation>文件中没有帧</translation>
    </message>
    <message numerus="yes">
        <source>%n frames, %1 values each (%2); how alike they are</source>
        <translation>
            <numerusform>%n 帧，每帧 %1 个数值（%2）；帧间相似度</numerusform>
        </translation>
    </message>
    <message>
        <source>not known (a frame is all zero)</source>
        <translation>未知（有一帧全为零）</translation>
    </message>
    <message>
        <source>frames %1 and %2: %3</source>
        <translation>第 %1 帧与第 %2 帧：%3</translation>
    </message>
</context>
<context>
    <name>badcase::viewer::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>修正后</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>badcase::window::AblatePanel</name>
    <message>
        <source>%1 right became wrong, %2 wrong became right</source>
        <translation>%1 个由对变错，%2 个由错变对</translation>
    </message>
    <message>
        <source>a probability moved by %1 on average</source>
        <translation>概率平均变化 %1</translation>
    </message>
    <message>
        <source>Picture, frames or features</source>
        <translation>图片、帧或特征</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Run again without something</source>
        <translation>去掉部分输入重新运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This project can only be read, so a run could not be kept in it</source>
        <translation>本项目为只读，无法保存运行</translation>
    </message>
    <message>
        <source>Choose the run whose model is asked again</source>
        <translation>请选择要再次询问其模型的运行</translation>
    </message>
    <message>
        <source>There is nothing left that the model could do without</source>
        <translation>模型没有可以去掉的输入了</translation>
    </message>
    <message>
        <source>Choose what the model is not shown</source>
        <translation>请选择不给模型看的内容</translation>
    </message>
    <message>
        <source>The samples of the run go through its model once more; the result is a run like any other</source>
        <translation>该运行的样本会再次经过其模型；所得结果也是一个普通的运行</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: stopped. Running the same again goes on from there.</source>
        <translation>%1：已停止。再次以相同设置运行即可从该处继续。</translation>
    </message>
</context>
<context>
    <name>badcase::window::AuditPanel</name>
    <message>
        <source>For example (shares of everything, a row for each label):</source>
        <translation>例如（占总数的比例，每个标签一行）：</translation>
    </message>
    <message>
        <source>Take the run&apos;s own</source>
        <translation>填入该运行的指标</translation>
    </message>
    <message>
        <source>Figures of a paper or a log</source>
        <translation>论文或日志中的指标</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>How many classes the means are over, the background included if it is averaged</source>
        <translation>平均值所涵盖的类别数；若背景也参与平均，则包括背景</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Share of pixels (or samples) that are right</source>
        <translation>正确的像素（或样本）所占的比例</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>With one label and one decision each, it is the accuracy</source>
        <translation>每个样本只有一个标签和一个判断时，即为准确率</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>Mean over classes of the IoU of the pixels of all images together</source>
        <translation>合并所有图像的像素计算各类别的 IoU，再对类别取平均</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Mean over classes of the Dice, or the macro F1, of everything together</source>
        <translation>全部合并计算各类别的 Dice，再对类别取平均；也就是宏平均 F1</translation>
    </message>
    <message>
        <source>Weighted IoU</source>
        <translation>加权 IoU</translation>
    </message>
    <message>
        <source>Frequency-weighted IoU: weights are how often a class is labelled</source>
        <translation>频率加权 IoU：以各类别在标签中出现的频率为权重</translation>
    </message>
    <message>
        <source>IoU of each class</source>
        <translation>各类别的 IoU</translation>
    </message>
    <message>
        <source>Of every class that is averaged, in any order</source>
        <translation>参与平均的每个类别，顺序不限</translation>
    </message>
    <message>
        <source>Dice of each class</source>
        <translation>各类别的 Dice</translation>
    </message>
    <message>
        <source>In the same order</source>
        <translation>顺序与上面相同</translation>
    </message>
    <message>
        <source>Type them with all their digits, as 0.723 or 72.3 %: a figure stands for every number that is rounded to it.</source>
        <translation>请输入全部数位，例如 0.723 或 72.3 %：一个指标值代表四舍五入后与之相等的所有数值。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fills in the figures of the current run; change one to see what it would mean</source>
        <translation>填入当前运行的指标；可修改其中一项，查看会有什么结果</translation>
    </message>
    <message>
        <source>The run&apos;s mean IoU, and as a widespread training script has it</source>
        <translation>该运行的平均 IoU，以及按一种常见训练脚本的算法所得的值</translation>
    </message>
    <message>
        <source>Images in a batch</source>
        <translation>每批图像数</translation>
    </message>
    <message>
        <source>Check figures…</source>
        <translation>核对指标…</translation>
    </message>
    <message>
        <source>Can figures of a paper or a log come from one confusion matrix?</source>
        <translation>论文或日志中的指标能否出自同一个混淆矩阵？</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number of classes</source>
        <translation>“%1”不是有效的类别数</translation>
    </message>
    <message>
        <source>%1 over the pixels of all images; %2 as the mean over images; %3 as the script has it. %4</source>
        <translation>按所有图像的像素合并计算为 %1；按图像取平均为 %2；按该脚本的算法为 %3。%4</translation>
    </message>
</context>
<context>
    <name>badcase::window::CalibrationFigures</name>
    <message>
        <source>T = %1 (%2 to %3)</source>
        <translation>T = %1（%2 至 %3）</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>The temperature for all samples, and the smallest and largest one of the folds. The figures below are of each sample with the temperature that was fitted without its fold.</source>
        <translation>由全部样本得到的温度，以及各折中最小和最大的温度。下面的指标对每个样本都使用未用其所在折拟合的温度。</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Mean of -log of the label&apos;s probability, natural logarithm. With several labels a sample: mean over samples and tags of each tag&apos;s own loss.</source>
        <translation>标签概率的 -log（自然对数）的平均值。多标签时：对样本和标签取各标签自身损失的平均值。</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier 分数</translation>
    </message>
    <message>
        <source>Mean over samples of the squared distance of probabilities and label, summed over classes: 0 (best) to 2. With several labels a sample: mean over samples and tags, 0 to 1.</source>
        <translation>概率与标签之差的平方对类别求和，再对样本取平均：0（最佳）至 2。多标签时：对样本和标签取平均，0 至 1。</translation>
    </message>
    <message>
        <source>ECE, equal width</source>
        <translation>ECE（等宽）</translation>
    </message>
    <message>
        <source>Expected calibration error: over bins of the decision&apos;s probability, all as wide, the share of samples times the distance of mean probability and share that is right.</source>
        <translation>期望校准误差：按判断的概率等宽分箱，将各箱的样本占比乘以平均概率与正确比例之差的绝对值，再求和。</translation>
    </message>
    <message>
        <source>ECE, equal mass</source>
        <translation>ECE（等频）</translation>
    </message>
    <message>
        <source>The same with bins of equally many samples: no bin is nearly empty, so it does not hang on a few samples.</source>
        <translation>同上，但各箱的样本数相同：没有几乎为空的箱，因此结果不会取决于少数样本。</translation>
    </message>
    <message>
        <source>ECE of the classes</source>
        <translation>各类别的 ECE</translation>
    </message>
    <message>
        <source>Mean over classes of each class&apos;s own error, against the rest, with bins of equal width.</source>
        <translation>各类别相对于其余类别的误差（等宽分箱）对类别取平均。</translation>
    </message>
</context>
<context>
    <name>badcase::window::CalibrationPane</name>
    <message>
        <source>Equal width</source>
        <translation>等宽</translation>
    </message>
    <message>
        <source>Equal mass</source>
        <translation>等频</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>One class</source>
        <translation>单个类别</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>分箱</translation>
    </message>
    <message>
        <source>Bins that are all as wide, or that hold equally many samples</source>
        <translation>各箱宽度相同，或各箱样本数相同</translation>
    </message>
    <message>
        <source>What the diagram shows</source>
        <translation>图中显示的内容</translation>
    </message>
    <message>
        <source>All decisions, or the probabilities of the class that is chosen in the table</source>
        <translation>全部判断，或表中所选类别的概率</translation>
    </message>
    <message>
        <source>Classes and how far their probabilities are off</source>
        <translation>各类别及其概率的偏差</translation>
    </message>
    <message>
        <source>Nothing to calibrate yet</source>
        <translation>暂无可校准的内容</translation>
    </message>
    <message>
        <source>This page shows whether the probabilities of a model mean what they say. Run a model over the samples first.</source>
        <translation>本页显示模型的概率是否符合实际。请先对样本运行模型。</translation>
    </message>
    <message>
        <source>This page shows whether the probabilities of a model mean what they say. It needs samples with labels and a run.</source>
        <translation>本页显示模型的概率是否符合实际。需要带标签的样本和一次运行。</translation>
    </message>
    <message>
        <source>Run a model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Masks are not calibrated here</source>
        <translation>此处不校准掩码</translation>
    </message>
    <message>
        <source>The threshold of a mask is tuned by its Dice; reliability is measured for classes and tags.</source>
        <translation>掩码的阈值按其 Dice 调优；可靠性只针对类别和标签度量。</translation>
    </message>
    <message>
        <source>This run has decisions only</source>
        <translation>该运行只有判断</translation>
    </message>
    <message>
        <source>%1 was imported without probabilities, so there is nothing that could be calibrated.</source>
        <translation>%1 导入时没有概率，因此没有可校准的内容。</translation>
    </message>
    <message>
        <source>measuring again</source>
        <translation>正在重新度量</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在度量</translation>
    </message>
    <message>
        <source>The probabilities of %1 are being read.</source>
        <translation>正在读取 %1 的概率。</translation>
    </message>
    <message>
        <source>This run could not be measured</source>
        <translation>无法度量该运行</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>with T, held out</source>
        <translation>用 T（留出样本）</translation>
    </message>
    <message>
        <source>against labels as given</source>
        <translation>对照原始标签</translation>
    </message>
    <message>
        <source>against corrected labels</source>
        <translation>对照修正后标签</translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3; click a point to select its samples</source>
        <translation>%1，%2，%3；单击一个点可选中其样本</translation>
    </message>
    <message>
        <source>probability of %1</source>
        <translation>%1 的概率</translation>
    </message>
    <message>
        <source>share that is %1</source>
        <translation>实际为 %1 的比例</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>%1, %2; click a point to select its samples</source>
        <translation>%1，%2；单击一个点可选中其样本</translation>
    </message>
    <message>
        <source>probability of a tag</source>
        <translation>标签的概率</translation>
    </message>
    <message>
        <source>probability of the decision</source>
        <translation>判断的概率</translation>
    </message>
    <message>
        <source>share that is labelled so</source>
        <translation>以此为标签的比例</translation>
    </message>
    <message>
        <source>share that is right</source>
        <translation>正确的比例</translation>
    </message>
    <message>
        <source>%1, ECE %2</source>
        <translation>%1，ECE %2</translation>
    </message>
</context>
<context>
    <name>badcase::window::ClassMappingTable</name>
    <message>
        <source>Classes that have another name here</source>
        <translation>此处名称不同的类别</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>模型中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>项目中</translation>
    </message>
    <message>
        <source>Classes of the model and of the project</source>
        <translation>模型与项目的类别</translation>
    </message>
    <message>
        <source>Class of the project for %1</source>
        <translation>与 %1 对应的项目类别</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>badcase::window::ClassTunePane</name>
    <message>
        <source>Each class</source>
        <translation>逐类别</translation>
    </message>
    <message>
        <source>One number</source>
        <translation>统一数值</translation>
    </message>
    <message>
        <source>Optimise</source>
        <translation>优化</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Find a class among the sliders</source>
        <translation>在滑块中查找类别</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>By gain</source>
        <translation>按提升</translation>
    </message>
    <message>
        <source>By samples</source>
        <translation>按样本数</translation>
    </message>
    <message>
        <source>Moved first</source>
        <translation>已移动的在前</translation>
    </message>
    <message>
        <source>Order of the sliders</source>
        <translation>滑块的顺序</translation>
    </message>
    <message>
        <source>What is optimised</source>
        <translation>优化目标</translation>
    </message>
    <message>
        <source>A number for each class, or one for all of them</source>
        <translation>每个类别各用一个数值，或所有类别共用一个</translation>
    </message>
    <message>
        <source>Finds the best places, and what they are worth on samples they were not tuned on</source>
        <translation>寻找最佳位置，并估计它们在未参与调优的样本上的效果</translation>
    </message>
    <message>
        <source>All sliders to where the model itself decides</source>
        <translation>将所有滑块恢复到模型自身作判断的位置</translation>
    </message>
    <message>
        <source>No decision changes. Move a slider to see the samples that do.</source>
        <translation>没有判断发生变化。移动滑块可查看判断发生变化的样本。</translation>
    </message>
    <message>
        <source>Every position of the slider is being tried.</source>
        <translation>正在尝试滑块的所有位置。</translation>
    </message>
    <message>
        <source>Nothing to tune yet</source>
        <translation>暂无可调优的内容</translation>
    </message>
    <message>
        <source>Here thresholds and offsets are set, and you see at once what every position is worth and which samples change. It needs samples with labels and a run.</source>
        <translation>在这里设置阈值和偏移量，并立即看到每个位置的效果以及哪些样本发生变化。需要带标签的样本和一次运行。</translation>
    </message>
    <message>
        <source>Run a model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>This run has no probabilities</source>
        <translation>该运行没有概率</translation>
    </message>
    <message>
        <source>%1 was imported as decisions. Without probabilities there is nothing that a threshold could decide.</source>
        <translation>%1 是作为判断导入的。没有概率，阈值就无从判断。</translation>
    </message>
    <message>
        <source>Reading the run</source>
        <translation>正在读取该运行</translation>
    </message>
    <message>
        <source>The probabilities of %1 are being read.</source>
        <translation>正在读取 %1 的概率。</translation>
    </message>
    <message>
        <source>This run cannot be tuned</source>
        <translation>该运行无法调优</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Prior strength</source>
        <translation>先验强度</translation>
    </message>
    <message>
        <source>Threshold of %1</source>
        <translation>%1 的阈值</translation>
    </message>
    <message>
        <source>Offset of %1</source>
        <translation>%1 的偏移量</translation>
    </message>
    <message>
        <source>The band is being made</source>
        <translation>正在计算置信带</translation>
    </message>
    <message>
        <source>Against the decisions of the run as they are, on these very samples</source>
        <translation>与运行的现有判断相比，均按这些样本计算</translation>
    </message>
    <message>
        <source>%1: precision %2   recall %3   F1 %4</source>
        <translation>%1：精确率 %2   召回率 %3   F1 %4</translation>
    </message>
    <message>
        <source>Decisions that this drag changes</source>
        <translation>本次拖动所改变的判断</translation>
    </message>
    <message>
        <source>Decisions that the sliders change</source>
        <translation>滑块所改变的判断</translation>
    </message>
    <message>
        <source>Gained right</source>
        <translation>由错变对</translation>
    </message>
    <message>
        <source>Lost right</source>
        <translation>由对变错</translation>
    </message>
    <message>
        <source>Wrong to wrong</source>
        <translation>由错变错</translation>
    </message>
    <message>
        <source>Optimise %1</source>
        <translation>优化 %1</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Best gain</source>
        <translation>最大增益</translation>
    </message>
    <message>
        <source>The sliders have moved since Optimise was pressed, so they stay where they are.</source>
        <translation>按下“优化”之后滑块已移动，因此保持原位。</translation>
    </message>
</context>
<context>
    <name>badcase::window::CombinePanel</name>
    <message>
        <source>Combine</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>Combine runs or views</source>
        <translation>组合运行或视图</translation>
    </message>
    <message>
        <source>What</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Geometric mean</source>
        <translation>几何平均</translation>
    </message>
    <message>
        <source>Mean of logits</source>
        <translation>logits 平均</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并方式</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Several runs</source>
        <translation>多个运行</translation>
    </message>
    <message>
        <source>The views of %1</source>
        <translation>%1 的视图</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>%1 mixed</source>
        <translation>%1 混合</translation>
    </message>
    <message>
        <source>This project can only be read, so a run could not be kept in it</source>
        <translation>本项目为只读，无法保存运行</translation>
    </message>
    <message>
        <source>Choose the views that count</source>
        <translation>请选择参与组合的视图</translation>
    </message>
    <message>
        <source>Choose the runs that count</source>
        <translation>请选择参与组合的运行</translation>
    </message>
    <message>
        <source>The combined run needs a name</source>
        <translation>请填写组合运行的名称</translation>
    </message>
    <message>
        <source>No model is needed: what is stored of each sample is mixed</source>
        <translation>无需模型：混合的是每个样本已存储的结果</translation>
    </message>
    <message>
        <source>Combine into %1</source>
        <translation>组合为 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n samples combined</source>
        <translation>
            <numerusform>已组合 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2 were left out, which not every run has done</source>
        <translation>%1；略过 %2 个样本，因为并非每个运行都处理过它们</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: stopped. Combining the same again goes on from there.</source>
        <translation>%1：已停止。再次以相同设置组合即可从该处继续。</translation>
    </message>
    <message>
        <source>Nothing was combined</source>
        <translation>未组合任何内容</translation>
    </message>
</context>
<context>
    <name>badcase::window::DecidedBy</name>
    <message>
        <source>Threshold sets</source>
        <translation>阈值集</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>判断依据</translation>
    </message>
    <message>
        <source>Which threshold set decides this run. Matrix, lists and exports follow.</source>
        <translation>由哪个阈值集决定该运行的判断。混淆矩阵、列表和导出随之变化。</translation>
    </message>
    <message>
        <source>the model itself</source>
        <translation>模型本身</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>导出为 JSON</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export the threshold set</source>
        <translation>导出阈值集</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Import a threshold set</source>
        <translation>导入阈值集</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <translation>已导入 %1</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>已删除 %1</translation>
    </message>
</context>
<context>
    <name>badcase::window::ExportLogModel</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>修正后</translation>
    </message>
</context>
<context>
    <name>badcase::window::ExportPage</name>
    <message>
        <source>Nothing to export yet</source>
        <translation>暂无可导出的内容</translation>
    </message>
    <message>
        <source>This page writes the corrected data set for training: read back and compared before it is called done. Import samples first.</source>
        <translation>本页写出用于训练的修正后数据集：回读并比对无误后才算完成。请先导入样本。</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Writing and reading back: %1</source>
        <translation>正在写入并回读：%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export the data set</source>
        <translation>导出数据集</translation>
    </message>
    <message>
        <source>Choose an empty folder</source>
        <translation>选择空文件夹</translation>
    </message>
    <message>
        <source>Left out of the last export</source>
        <translation>上次导出略过的样本</translation>
    </message>
    <message>
        <source>Samples left out of the last export</source>
        <translation>上次导出略过的样本</translation>
    </message>
    <message>
        <source>Exports so far</source>
        <translation>历次导出</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n samples, read back and equal</source>
        <translation>
            <numerusform>%n 个样本，回读一致</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was left behind.</source>
        <translation>已取消。没有留下任何文件。</translation>
    </message>
    <message numerus="yes">
        <source>%n samples could not be exported and are listed on the right.</source>
        <translation>
            <numerusform>%n 个样本未能导出，已列在右侧。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>samples, size</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Manifest: %1</source>
        <translation>清单：%1</translation>
    </message>
    <message>
        <source>Every export is listed here, with the folder that it went to. There is none of this project yet.</source>
        <translation>每次导出及其目标文件夹都列在这里。本项目还没有导出过。</translation>
    </message>
</context>
<context>
    <name>badcase::window::FlipLane</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>badcase::window::FlipLanes</name>
    <message>
        <source>Move a slider: the samples whose decision changes appear here.</source>
        <translation>移动滑块：判断发生变化的样本会显示在这里。</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no class</comment>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>badcase::window::ImportPage</name>
    <message>
        <source>%1 new, %2 updated, %3 unchanged, %4 left out</source>
        <translation>新增 %1，更新 %2，未变 %3，略过 %4</translation>
    </message>
    <message>
        <source>Nothing was written. An import would give: %1</source>
        <translation>未写入任何内容。若导入则：%1</translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>已导入：%1</translation>
    </message>
    <message>
        <source>Import a data set</source>
        <translation>导入数据集</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>%1: %2 read</source>
        <translation>%1：已读取 %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The data is being looked at</source>
        <translation>正在查看数据</translation>
    </message>
    <message>
        <source>This does not look like a data set. Choose its format on the left.</source>
        <translation>这不像数据集。请在左侧选择其格式。</translation>
    </message>
    <message numerus="yes">
        <source>%n or more samples</source>
        <translation>
            <numerusform>至少 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>About %1 samples</source>
        <translation>约 %1 个样本</translation>
    </message>
    <message numerus="yes">
        <source>%n classes</source>
        <translation>
            <numerusform>%n 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>选择数据集</translation>
    </message>
    <message>
        <source>Say where the project file goes</source>
        <translation>请指定项目文件的位置</translation>
    </message>
    <message>
        <source>Dry run of %1</source>
        <translation>试运行 %1</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n samples before it was cancelled</source>
        <translation>
            <numerusform>取消前已读取 %n 个样本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. What was read before is in the project; importing again completes it.</source>
        <translation>已取消。此前读取的内容已在项目中；再次导入即可补全。</translation>
    </message>
    <message>
        <source>Run a model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Look at the samples</source>
        <translation>查看样本</translation>
    </message>
    <message>
        <source>in the annotations</source>
        <translation>在标注文件中</translation>
    </message>
    <message numerus="yes">
        <source>; %Ln problems below</source>
        <translation>
            <numerusform>；下方列出 %Ln 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>尚无数据</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Nothing can be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>This project can only be read. The line above says why.</source>
        <translation>本项目为只读。原因见上方提示。</translation>
    </message>
    <message>
        <source>New project from a data set</source>
        <translation>由数据集新建项目</translation>
    </message>
    <message>
        <source>Drop a folder or a file (zip, csv, json, yaml) here, or choose one. It is looked at first; nothing is written before you say so, and your files are never changed.</source>
        <translation>将文件夹或文件（zip、csv、json、yaml）拖到此处，或选择一个。会先查看内容；在您确认前不写入任何数据，您的文件也绝不会被改动。</translation>
    </message>
    <message>
        <source>This project can only be read: nothing can be imported into it</source>
        <translation>本项目为只读：无法导入</translation>
    </message>
</context>
<context>
    <name>badcase::window::ImportPredictionsPanel</name>
    <message>
        <source>The values are logits</source>
        <translation>数值是 logits</translation>
    </message>
    <message>
        <source>Create samples of unknown ids</source>
        <translation>为未知 id 创建样本</translation>
    </message>
    <message>
        <source>Import the predictions</source>
        <translation>导入预测</translation>
    </message>
    <message>
        <source>Import predictions</source>
        <translation>导入预测</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>样本 id</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入向量</translation>
    </message>
    <message>
        <source>Probabilities or decisions</source>
        <translation>概率或判断</translation>
    </message>
    <message>
        <source>Which sample each row is (.csv)</source>
        <translation>每行对应哪个样本（.csv）</translation>
    </message>
    <message>
        <source>Which class each column is</source>
        <translation>每列对应哪个类别</translation>
    </message>
    <message>
        <source>A vector for each row (.npy)</source>
        <translation>每行一个向量（.npy）</translation>
    </message>
    <message>
        <source>A row for each sample and a column for each class (.npy, .npz, .csv), a table of ids and decided classes (.csv), or tags in the form of TAAC 2021 (.json)</source>
        <translation>每个样本一行、每个类别一列的数组或表格（.npy、.npz、.csv），由 id 和判断类别组成的表格（.csv），或 TAAC 2021 格式的标签（.json）</translation>
    </message>
    <message>
        <source>One id for each row; a table that names its samples needs none</source>
        <translation>每行一个 id；自带样本 id 的表格无需此项</translation>
    </message>
    <message>
        <source>A list of classes (.csv, .json). Empty: the columns are in the project&apos;s order, or named</source>
        <translation>类别表（.csv、.json）。留空：各列按项目的类别顺序，或有列名</translation>
    </message>
    <message>
        <source>May be empty: what the model made of each sample before it decided (.npy)</source>
        <translation>可留空：模型在作出判断前对每个样本得到的向量（.npy）</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Had the model seen these samples?</source>
        <translation>模型见过这些样本吗？</translation>
    </message>
    <message>
        <source>No: every prediction is out-of-fold</source>
        <translation>没有：均为折外预测</translation>
    </message>
    <message>
        <source>Yes: it was trained on them</source>
        <translation>见过：曾用于训练</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>A model agrees with the labels it was trained on, also with wrong ones: only out-of-fold predictions can tell label errors.</source>
        <translation>模型会与训练所用的标签一致，错误的标签也不例外：只有折外预测才能发现标签错误。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Problems of the import</source>
        <translation>导入中的问题</translation>
    </message>
    <message>
        <source>Arrays (*.npy *.npz);;All files (*)</source>
        <translation>数组 (*.npy *.npz);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Tables and lists (*.csv *.json);;All files (*)</source>
        <translation>表格和列表 (*.csv *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Arrays, tables and lists (*.npy *.npz *.csv *.json);;All files (*)</source>
        <translation>数组、表格和列表 (*.npy *.npz *.csv *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1, %2 columns, %3</source>
        <translation>%1，%2 列，%3</translation>
    </message>
    <message>
        <source>Choose a file of predictions</source>
        <translation>选择预测文件</translation>
    </message>
    <message>
        <source>The file is being looked at</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>The run needs a name</source>
        <translation>请填写运行的名称</translation>
    </message>
    <message>
        <source>There is a run of this name already</source>
        <translation>已有同名的运行</translation>
    </message>
    <message>
        <source>Say whether the model had seen these samples in training</source>
        <translation>请说明模型在训练中是否见过这些样本</translation>
    </message>
    <message>
        <source>Import predictions %1</source>
        <translation>导入预测 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled: nothing was imported</source>
        <translation>已取消：未导入任何内容</translation>
    </message>
    <message>
        <source>The import failed</source>
        <translation>导入失败</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n problems</source>
        <translation>
            <numerusform>%1：%2，%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>badcase::window::KeyEditor</name>
    <message>
        <source>No key</source>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>New key of the chosen action</source>
        <translation>所选操作的新快捷键</translation>
    </message>
    <message>
        <source>Press a new key</source>
        <translation>请按下新快捷键</translation>
    </message>
    <message>
        <source>%1 was taken from &quot;%2&quot;</source>
        <translation>%1 原属于“%2”，现已改用</translation>
    </message>
</context>
<context>
    <name>badcase::window::Labelling</name>
    <message numerus="yes">
        <source>%1: label (%n changes)</source>
        <translation>
            <numerusform>%1：标签（%n 处更改）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: verdict (%n changes)</source>
        <translation>
            <numerusform>%1：判定（%n 处更改）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: comment</source>
        <translation>%1：备注</translation>
    </message>
    <message numerus="yes">
        <source>%1: mask (%n changes)</source>
        <translation>
            <numerusform>%1：掩码（%n 处更改）</numerusform>
        </translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label as the most likely class no. %1</source>
        <translation>标为第 %1 可能的类别</translation>
    </message>
    <message>
        <source>Label by typing a class</source>
        <translation>输入名称选择类别</translation>
    </message>
    <message>
        <source>Keep the given label</source>
        <translation>保留原始标签</translation>
    </message>
    <message>
        <source>Take what the model says</source>
        <translation>采用模型的判断</translation>
    </message>
    <message>
        <source>Ambiguous</source>
        <translation>有歧义</translation>
    </message>
    <message>
        <source>Bad media</source>
        <translation>媒体损坏</translation>
    </message>
    <message>
        <source>Go on after each verdict</source>
        <translation>判定后自动前进</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>The project can only be read: nothing can be changed</source>
        <translation>项目为只读：不能更改</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Go to Review to judge samples</source>
        <translation>请到“审阅”页判定样本</translation>
    </message>
    <message>
        <source>No sample is selected</source>
        <translation>未选中样本</translation>
    </message>
    <message>
        <source>No model has been run yet</source>
        <translation>尚未运行任何模型</translation>
    </message>
    <message>
        <source>Masks are corrected as a whole: take the model&apos;s mask</source>
        <translation>掩码只能整体修正：请采用模型的掩码</translation>
    </message>
    <message numerus="yes">
        <source>%1: segments (%n changes)</source>
        <translation>
            <numerusform>%1：片段（%n 处更改）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MainWindow</name>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Keys (?)</source>
        <translation>快捷键 (?)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>转到审阅</translation>
    </message>
    <message>
        <source>Go to Matrix</source>
        <translation>转到矩阵</translation>
    </message>
    <message>
        <source>Go to Runs</source>
        <translation>转到运行</translation>
    </message>
    <message>
        <source>Go to Export</source>
        <translation>转到导出</translation>
    </message>
    <message>
        <source>Go to Import</source>
        <translation>转到导入</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Every action by name</source>
        <translation>按名称查找操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The language changes when Badcase is started again.</source>
        <translation>语言将在下次启动 Badcase 时更改。</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Badcase</source>
        <translation>Badcase</translation>
    </message>
    <message>
        <source>%1 (read only) – Badcase</source>
        <translation>%1（只读）– Badcase</translation>
    </message>
    <message>
        <source>%1 – Badcase</source>
        <translation>%1 – Badcase</translation>
    </message>
    <message>
        <source>Stopping the job that runs. What it has done is kept.</source>
        <translation>正在停止当前作业。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>调优</translation>
    </message>
    <message>
        <source>Go to Tune</source>
        <translation>转到调优</translation>
    </message>
</context>
<context>
    <name>badcase::window::MaskPreview</name>
    <message>
        <source>Choose an image to see its mask follow the sliders.</source>
        <translation>选一张图像，即可看到其掩码随滑块变化。</translation>
    </message>
    <message>
        <source>%1   label against sliders: right, missed, false</source>
        <translation>%1   标签与滑块对照：正确、漏检、误检</translation>
    </message>
</context>
<context>
    <name>badcase::window::MaskTunePane</name>
    <message>
        <source>Of which class</source>
        <translation>针对哪个类别</translation>
    </message>
    <message>
        <source>What is to be made as large as possible</source>
        <translation>要最大化的指标</translation>
    </message>
    <message>
        <source>By what images are told apart</source>
        <translation>图像的分组依据</translation>
    </message>
    <message>
        <source>Which images are looked at</source>
        <translation>查看哪些图像</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Optimise</source>
        <translation>优化</translation>
    </message>
    <message>
        <source>Masks read</source>
        <translation>已读取的掩码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Finds the best places, and what they are worth on images they were not tuned on</source>
        <translation>寻找最佳位置，并估计它们在未参与调优的图像上的效果</translation>
    </message>
    <message>
        <source>Both sliders to what decides the run now</source>
        <translation>将两个滑块恢复到运行当前所用的设置</translation>
    </message>
    <message>
        <source>No image changes. Move a slider to see those that do.</source>
        <translation>没有图像发生变化。移动滑块可查看发生变化的图像。</translation>
    </message>
    <message>
        <source>Every threshold is being tried.</source>
        <translation>正在尝试所有阈值。</translation>
    </message>
    <message>
        <source>Reading the masks once: %1 of %2</source>
        <translation>正在一次性读取掩码：%1 / %2</translation>
    </message>
    <message>
        <source>Nothing to tune yet</source>
        <translation>暂无可调优的内容</translation>
    </message>
    <message>
        <source>Here the threshold and the smallest area of masks are set, and you see at once what every position is worth and which images change. It needs label masks and a run.</source>
        <translation>在这里设置掩码的阈值和最小面积，并立即看到每个位置的效果以及哪些图像发生变化。需要标签掩码和一次运行。</translation>
    </message>
    <message>
        <source>Run a model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Reading the masks of %1 once</source>
        <translation>正在一次性读取 %1 的掩码</translation>
    </message>
    <message>
        <source>Reading was stopped</source>
        <translation>已停止读取</translation>
    </message>
    <message>
        <source>The sliders need the masks of the run.</source>
        <translation>滑块需要该运行的掩码。</translation>
    </message>
    <message>
        <source>Read them</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>No label masks to compare with</source>
        <translation>没有可供对照的标签掩码</translation>
    </message>
    <message>
        <source>These masks cannot be tuned</source>
        <translation>这些掩码无法调优</translation>
    </message>
    <message>
        <source>Not told apart</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>By split</source>
        <translation>按划分</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>全部图像</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>≥ %1 px</source>
        <translation>≥ %1 像素</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>The band is being made</source>
        <translation>正在计算置信带</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Against what the run decides now, on these very images</source>
        <translation>与该运行当前的判断相比，均按这些图像计算</translation>
    </message>
    <message>
        <source>Gain most</source>
        <translation>提升最大</translation>
    </message>
    <message>
        <source>Lose most</source>
        <translation>下降最大</translation>
    </message>
    <message>
        <source>Optimise %1</source>
        <translation>优化 %1</translation>
    </message>
    <message>
        <source>Of these masks only the decided class is kept, with its probability. A higher threshold takes pixels away from a class; a lower one cannot give it any.</source>
        <translation>这些掩码只保留了所判断的类别及其概率。提高阈值会减少某个类别的像素；降低阈值则无法为其增加像素。</translation>
    </message>
    <message>
        <source>There is no class for the background, so small pieces go to their neighbours: their area cannot be tuned here.</source>
        <translation>没有背景类别，因此小块区域会并入相邻类别：此处无法调优其面积。</translation>
    </message>
    <message>
        <source>In force are also: %1. A set that is made here is without them.</source>
        <translation>当前生效的还有：%1。在此建立的阈值集不包含这些步骤。</translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s) could not be compared and are left out.</source>
        <translation>
            <numerusform>%n 个掩码无法比较，已略过。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 images score higher, %3 lower</source>
        <translation>%2 张图像中，%1 张得分升高，%3 张降低</translation>
    </message>
    <message>
        <source>No image has a pixel that counts.</source>
        <translation>没有图像含有计入统计的像素。</translation>
    </message>
    <message>
        <source>Best threshold %1; from %2 to %3 it makes no sure difference.</source>
        <translation>最佳阈值 %1；在 %2 至 %3 之间没有可靠的差别。</translation>
    </message>
    <message>
        <source>Each group by itself: %1; that would score %2.</source>
        <translation>各组单独设置：%1；得分将为 %2。</translation>
    </message>
    <message>
        <source>For the worst group: %1, where it has %2.</source>
        <translation>对最差的组最优：%1，该组得分为 %2。</translation>
    </message>
    <message>
        <source>Here %1 → %2 (%3), which always flatters.</source>
        <translation>此处 %1 → %2（%3），该结果总是偏乐观。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>badcase::window::MaskTuneReader</name>
    <message>
        <source>Read the masks of %1</source>
        <translation>读取 %1 的掩码</translation>
    </message>
    <message numerus="yes">
        <source>%n masks read</source>
        <translation>
            <numerusform>已读取 %n 个掩码</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>badcase::window::MatrixPage</name>
    <message>
        <source>As given</source>
        <translation>原始标签</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>修正后标签</translation>
    </message>
    <message>
        <source>Row share</source>
        <translation>行占比</translation>
    </message>
    <message>
        <source>Column share</source>
        <translation>列占比</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>类别表</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>No sample passes the filter. Remove a chip above to see more.</source>
        <translation>没有样本符合筛选。移除上方的筛选条件可查看更多。</translation>
    </message>
    <message>
        <source>Labels that are scored against</source>
        <translation>评分所依据的标签</translation>
    </message>
    <message>
        <source>What the cells show</source>
        <translation>单元格显示的内容</translation>
    </message>
    <message>
        <source>Order of the classes</source>
        <translation>类别顺序</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>The predictions of the run are being read.</source>
        <translation>正在读取该运行的预测。</translation>
    </message>
    <message>
        <source>Nothing to measure yet</source>
        <translation>暂无可度量的内容</translation>
    </message>
    <message>
        <source>This page shows which classes a model confuses. Run a model over the samples first.</source>
        <translation>本页显示模型混淆了哪些类别。请先用模型运行样本。</translation>
    </message>
    <message>
        <source>Run a model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>This page shows which classes a model confuses. It needs samples with labels and a run.</source>
        <translation>本页显示模型混淆了哪些类别。需要带标签的样本和一次运行。</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>No sample of this run has a label to be measured against.</source>
        <translation>该运行没有可供对照的带标签样本。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Parents</source>
        <translation>父类别</translation>
    </message>
    <message>
        <source>Fold classes into their parents</source>
        <translation>按父类别收起</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Find a class in the table</source>
        <translation>在表中查找类别</translation>
    </message>
    <message>
        <source>Choose a class on the right to see how often it is found and missed</source>
        <translation>在右侧选择类别，查看其命中和漏报的次数</translation>
    </message>
</context>
<context>
    <name>badcase::window::MissingMediaNotice</name>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>The pictures of this project are not in %1 any more. Labels and predictions are all here.</source>
        <translation>本项目的图片已不在 %1 中。标签和预测都还在。</translation>
    </message>
    <message>
        <source>Where is %1 now?</source>
        <translation>%1 现在在哪里？</translation>
    </message>
    <message>
        <source>Archives (*.zip)</source>
        <translation>压缩包 (*.zip)</translation>
    </message>
</context>
<context>
    <name>badcase::window::MixControls</name>
    <message>
        <source>Mean F1 of both levels</source>
        <translation>两级的平均 F1</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Mean recall</source>
        <translation>平均召回率</translation>
    </message>
    <message>
        <source>F1 of samples</source>
        <translation>样本 F1</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>等权重</translation>
    </message>
    <message>
        <source>Fit weights</source>
        <translation>拟合权重</translation>
    </message>
    <message>
        <source>Choose members</source>
        <translation>选择成员</translation>
    </message>
    <message>
        <source>Save as run</source>
        <translation>保存为运行</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Geometric mean (of logits)</source>
        <translation>几何平均（logits）</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>混合对象</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并方式</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>All members count alike</source>
        <translation>所有成员权重相同</translation>
    </message>
    <message>
        <source>The weights of the mean that make the labels most likely; what they bring is told on samples that they have not seen</source>
        <translation>使标签的似然最大的加权平均权重；其效果在未参与拟合的样本上评估</translation>
    </message>
    <message>
        <source>Start with the reference and add the best member as long as its gain is sure</source>
        <translation>从参照开始，只要提升可靠，就不断加入最佳成员</translation>
    </message>
    <message>
        <source>Name of the new run</source>
        <translation>新运行的名称</translation>
    </message>
    <message>
        <source>There is a run of this name already</source>
        <translation>已有同名的运行</translation>
    </message>
</context>
<context>
    <name>badcase::window::MixMembersModel</name>
    <message>
        <source>Member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Its share of all weights</source>
        <translation>占全部权重的比例</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>The figure without the others</source>
        <translation>不用其他成员时的指标</translation>
    </message>
    <message>
        <source>Gain alone</source>
        <translation>单独提升</translation>
    </message>
    <message>
        <source>Against the reference: the picture as it is among views, the best among runs</source>
        <translation>相对于参照：在视图中为原图，在运行中为最佳的运行</translation>
    </message>
    <message>
        <source>If added</source>
        <translation>加入后</translation>
    </message>
    <message>
        <source>The mix, less the mix without this member</source>
        <translation>混合结果与去掉该成员的混合结果之差</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>改善</translation>
    </message>
    <message>
        <source>Images that score higher with it than without it</source>
        <translation>加入它后得分升高的图像</translation>
    </message>
    <message>
        <source>Wrong without it, right with it</source>
        <translation>没有它时错误、有它时正确</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>Images that score lower with it than without it</source>
        <translation>加入它后得分降低的图像</translation>
    </message>
    <message>
        <source>Right without it, wrong with it</source>
        <translation>没有它时正确、有它时错误</translation>
    </message>
    <message>
        <source>Images it hurts</source>
        <translation>受损图像</translation>
    </message>
    <message>
        <source>Classes it hurts</source>
        <translation>受损类别</translation>
    </message>
    <message>
        <source>Whose score falls when it is added, most first</source>
        <translation>加入它后得分下降的图像或类别，降幅最大的在前</translation>
    </message>
    <message>
        <source>ms a sample</source>
        <translation>毫秒/样本</translation>
    </message>
    <message>
        <source>What the model took for it</source>
        <translation>模型为此所用的时间</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::MixPairsModel</name>
    <message>
        <source>One</source>
        <translation>其一</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>另一个</translation>
    </message>
    <message>
        <source>Errors correlate</source>
        <translation>错误相关性</translation>
    </message>
    <message>
        <source>Correlation of being wrong (phi): the lower, the more the two can tell each other</source>
        <translation>出错与否的相关系数（phi）：越低，二者越能互补</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>均错误</translation>
    </message>
    <message>
        <source>What no mix of the two mends</source>
        <translation>二者无论怎样混合都无法纠正的部分</translation>
    </message>
    <message>
        <source>One alone right</source>
        <translation>仅一方正确</translation>
    </message>
    <message>
        <source>Q</source>
        <translation>Q</translation>
    </message>
    <message>
        <source>Yule&apos;s Q of being right: 0 where errors have nothing to do with each other</source>
        <translation>是否正确的 Yule Q 值：0 表示二者的错误互不相关</translation>
    </message>
</context>
<context>
    <name>badcase::window::MixPane</name>
    <message>
        <source>%1 → %2 wrong</source>
        <translation>错误 %1 → %2 个</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>成对比较</translation>
    </message>
    <message>
        <source>Choose a member to see the figure over its weight</source>
        <translation>选择一个成员，查看指标随其权重的变化</translation>
    </message>
    <message>
        <source>This mix decides as the reference does</source>
        <translation>该混合的判断与参照相同</translation>
    </message>
    <message>
        <source>Nothing to mix yet</source>
        <translation>暂无可混合的内容</translation>
    </message>
    <message>
        <source>Mixing needs the views of a run, or two runs. Run a model again with several views and let it keep them, or run or import a second model.</source>
        <translation>混合需要一个运行的多个视图，或两个运行。请用多个视图重新运行模型并保留视图，或者运行或导入第二个模型。</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>转到运行</translation>
    </message>
    <message>
        <source>This project can only be read, so a run could not be kept in it</source>
        <translation>本项目为只读，无法保存运行</translation>
    </message>
    <message>
        <source>Reading what the members say…</source>
        <translation>正在读取各成员的结果…</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>%1 mixed</source>
        <translation>%1 混合</translation>
    </message>
    <message>
        <source>At least one member has to count</source>
        <translation>至少要有一个成员的权重不为 0</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1，相对于 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out, which not all have done</source>
        <translation>
            <numerusform>略过 %n 个样本，因为并非每个成员都处理过它们</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % decided whatever the weights</source>
        <translation>%1% 的判断与权重无关</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>改善</translation>
    </message>
    <message>
        <source>Gained</source>
        <translation>由错变对</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>由对变错</translation>
    </message>
    <message>
        <source>Wrong as before</source>
        <translation>仍然错误</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message numerus="yes">
        <source>Weight of %1, estimated at %n stops</source>
        <translation>
            <numerusform>%1 的权重，在 %n 个取值处估计</numerusform>
        </translation>
    </message>
    <message>
        <source>Fitted. On samples that the weights have not seen: %1 (%2 to %3) against the reference, %4 against equal weights.</source>
        <translation>拟合完成。在权重未见过的样本上：相对于参照 %1（%2 至 %3），相对于等权重 %4。</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>Added %1: %2, sure to %3 %</source>
        <translation>加入 %1：%2，可靠度 %3%</translation>
    </message>
    <message>
        <source>Left out %1: %2, sure to %3 % only</source>
        <translation>略去 %1：%2，可靠度仅 %3%</translation>
    </message>
    <message>
        <source>Combine into %1</source>
        <translation>组合为 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n samples combined</source>
        <translation>
            <numerusform>已组合 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>badcase::window::Navigator</name>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Previous sample</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Next bad case</source>
        <translation>下一个坏例</translation>
    </message>
    <message>
        <source>There is no run yet, so nothing is known of bad cases. Run a model first.</source>
        <translation>还没有运行，因此不知道哪些是坏例。请先运行模型。</translation>
    </message>
    <message>
        <source>No further bad case below this sample</source>
        <translation>此样本之后没有更多坏例</translation>
    </message>
    <message>
        <source>Select the previous one, too</source>
        <translation>同时选中上一个</translation>
    </message>
    <message>
        <source>Select the next one, too</source>
        <translation>同时选中下一个</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>badcase::window::NewProjectForm</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n classes</source>
        <translation>
            <numerusform>%n 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>No classes yet: an import adds those of its data</source>
        <translation>尚无类别：导入时会添加数据中的类别</translation>
    </message>
</context>
<context>
    <name>badcase::window::NewRunPanel</name>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>written by LibTorch %1</source>
        <translation>由 LibTorch %1 写出</translation>
    </message>
    <message>
        <source>trusted by you</source>
        <translation>您已信任</translation>
    </message>
    <message>
        <source>never run here</source>
        <translation>从未在此运行</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n classes, input %2</source>
        <translation>
            <numerusform>%1，%n 个类别，输入 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Card: %1</source>
        <translation>模型卡：%1</translation>
    </message>
    <message>
        <source>The file does not say what it takes and gives. Please fill in its card.</source>
        <translation>文件没有说明其输入和输出。请填写模型卡。</translation>
    </message>
    <message>
        <source>Edit the card</source>
        <translation>编辑模型卡</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models (*.pt *.pth *.ts);;All files (*)</source>
        <translation>模型 (*.pt *.pth *.ts);;所有文件 (*)</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Close the card</source>
        <translation>关闭模型卡</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>Current selection</source>
        <translation>当前筛选结果</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>划分 %1</translation>
    </message>
    <message>
        <source>The model file is being looked at</source>
        <translation>正在查看模型文件</translation>
    </message>
    <message>
        <source>The card is not complete: %1</source>
        <translation>模型卡不完整：%1</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示模型卡</translation>
    </message>
    <message numerus="yes">
        <source>%n classes of the model are not in this project under that name. Say which ones they are.</source>
        <translation>
            <numerusform>模型有 %n 个类别在项目中没有同名类别。请指明它们的对应关系。</numerusform>
        </translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation>映射类别</translation>
    </message>
    <message>
        <source>One label a sample</source>
        <translation>单标签</translation>
    </message>
    <message>
        <source>Several labels a sample</source>
        <translation>多标签</translation>
    </message>
    <message>
        <source>Masks of one class and the rest</source>
        <translation>单类别掩码（其余为背景）</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>This project can only be read, so a run could not be kept in it</source>
        <translation>本项目为只读，无法保存运行</translation>
    </message>
    <message numerus="yes">
        <source>%n frames of %1</source>
        <translation>
            <numerusform>%n 帧（%1）</numerusform>
        </translation>
    </message>
    <message>
        <source>texts (%1)</source>
        <translation>文本（%1）</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>a picture of %1</source>
        <translation>图片（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n tensors of numbers: %1</source>
        <translation>
            <numerusform>%n 个数值张量：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>How pictures are shown</source>
        <translation>图片的呈现方式</translation>
    </message>
    <message>
        <source>A server runs this model: what the samples show is sent there.
%1
Please fill in the card that says what it takes and gives.</source>
        <translation>此模型由服务器运行：样本的内容会发送到那里。
%1
请填写说明其输入与输出的卡片。</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>任意尺寸</translation>
    </message>
    <message>
        <source>in the file</source>
        <translation>在文件中</translation>
    </message>
</context>
<context>
    <name>badcase::window::ObjectiveForm</name>
    <message>
        <source>What is to be made as large as possible</source>
        <translation>要最大化的指标</translation>
    </message>
    <message>
        <source>Of which class</source>
        <translation>针对哪个类别</translation>
    </message>
    <message>
        <source>The recall or precision that has to be reached</source>
        <translation>必须达到的召回率或精确率</translation>
    </message>
    <message>
        <source>Cost matrix…</source>
        <translation>代价矩阵…</translation>
    </message>
    <message>
        <source>A table of what each confusion costs: rows are labels, columns decisions</source>
        <translation>各种混淆的代价表：行为标签，列为判断</translation>
    </message>
    <message>
        <source>Choose a cost matrix</source>
        <translation>选择代价矩阵</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>badcase::window::ProjectDraftForm</name>
    <message>
        <source>One label</source>
        <translation>单标签</translation>
    </message>
    <message>
        <source>Several labels</source>
        <translation>多标签</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>What a sample has</source>
        <translation>样本内容</translation>
    </message>
    <message>
        <source>What a sample has: one label, several labels, or a mask</source>
        <translation>样本内容：单标签、多标签或掩码</translation>
    </message>
    <message>
        <source>Samples have</source>
        <translation>样本含有</translation>
    </message>
    <message>
        <source>Choose where the project file goes</source>
        <translation>选择项目文件的位置</translation>
    </message>
    <message>
        <source>Choose a class list</source>
        <translation>选择类别表</translation>
    </message>
    <message>
        <source>Project file</source>
        <translation>项目文件</translation>
    </message>
    <message>
        <source>Class list</source>
        <translation>类别表</translation>
    </message>
    <message>
        <source>none: the classes found in the data</source>
        <translation>无：采用数据中出现的类别</translation>
    </message>
    <message>
        <source>Badcase projects (*.badcase)</source>
        <translation>Badcase 项目 (*.badcase)</translation>
    </message>
    <message>
        <source>Class lists (*.json *.csv)</source>
        <translation>类别表 (*.json *.csv)</translation>
    </message>
</context>
<context>
    <name>badcase::window::ProjectFiles</name>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Badcase projects (*.badcase)</source>
        <translation>Badcase 项目 (*.badcase)</translation>
    </message>
    <message>
        <source>Make the demo</source>
        <translation>生成演示</translation>
    </message>
    <message>
        <source>the demo is in %1</source>
        <translation>演示位于 %1</translation>
    </message>
    <message>
        <source>Open or make a project before you add the model %1</source>
        <translation>请先打开或新建项目，再添加模型 %1</translation>
    </message>
</context>
<context>
    <name>badcase::window::ReviewPage</name>
    <message>
        <source>Reverse the order</source>
        <translation>反转顺序</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>This project has no samples yet</source>
        <translation>本项目还没有样本</translation>
    </message>
    <message>
        <source>Import a folder of pictures with their labels or masks. You see what would come in before anything is written; the files themselves stay where they are.</source>
        <translation>导入图片文件夹及其标签或掩码。写入前您可以看到将导入的内容；文件本身保持原位不动。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Filmstrip (G)</source>
        <translation>胶片条 (G)</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Label, prediction or difference</source>
        <translation>标签、预测或差异</translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation>适应整张图片</translation>
    </message>
    <message>
        <source>One to one</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Grid or filmstrip</source>
        <translation>网格或胶片条</translation>
    </message>
    <message>
        <source>Pictures of %1 px in the grid</source>
        <translation>网格图片 %1 像素</translation>
    </message>
    <message>
        <source>No sample passes the filter</source>
        <translation>没有样本符合筛选</translation>
    </message>
    <message>
        <source>No sample is selected</source>
        <translation>未选中样本</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>从高到低</translation>
    </message>
    <message>
        <source>Lowest first</source>
        <translation>从低到高</translation>
    </message>
    <message>
        <source>No model has looked at these samples yet. Run one to see where it disagrees with the labels.</source>
        <translation>还没有模型看过这些样本。运行一个模型，看看它在哪里与标签不一致。</translation>
    </message>
    <message>
        <source>Run a model…</source>
        <translation>运行模型…</translation>
    </message>
</context>
<context>
    <name>badcase::window::RunCharts</name>
    <message>
        <source>PR</source>
        <translation>PR</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Precision over recall, one class against the rest</source>
        <translation>精确率-召回率曲线，单个类别对其余类别</translation>
    </message>
    <message>
        <source>True over false positive rate, one class against the rest</source>
        <translation>真阳性率-假阳性率曲线，单个类别对其余类别</translation>
    </message>
    <message>
        <source>Mean intersection over union of each image</source>
        <translation>每张图像的平均交并比</translation>
    </message>
    <message>
        <source>Mean Dice of each image</source>
        <translation>每张图像的平均 Dice</translation>
    </message>
    <message>
        <source>Loss of each sample, in nats</source>
        <translation>每个样本的损失（单位：奈特）</translation>
    </message>
    <message>
        <source>Probability of the decision for each sample</source>
        <translation>每个样本所作判断的概率</translation>
    </message>
    <message>
        <source>IoU of an image</source>
        <translation>图像的 IoU</translation>
    </message>
    <message>
        <source>Dice of an image</source>
        <translation>图像的 Dice</translation>
    </message>
    <message>
        <source>loss of a sample</source>
        <translation>样本的损失</translation>
    </message>
    <message>
        <source>probability of the decision</source>
        <translation>判断的概率</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Choose classes in the table above to see their curves</source>
        <translation>在上表中选择类别以查看其曲线</translation>
    </message>
    <message>
        <source>against labels as given</source>
        <translation>对照原始标签</translation>
    </message>
    <message>
        <source>against corrected labels</source>
        <translation>对照修正后标签</translation>
    </message>
    <message>
        <source>drag to select samples</source>
        <translation>拖动以选择样本</translation>
    </message>
    <message>
        <source>corrected labels, drag to select samples</source>
        <translation>修正后标签，拖动以选择样本</translation>
    </message>
    <message>
        <source>No sample has this score: it needs labels and a finished run</source>
        <translation>没有样本有此得分：需要标签和已完成的运行</translation>
    </message>
    <message>
        <source>This run has decisions only: there are no probabilities to draw</source>
        <translation>该运行只有判断：没有可绘制的概率</translation>
    </message>
</context>
<context>
    <name>badcase::window::RunningStrip</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Cancel the run; what is done stays and can be resumed</source>
        <translation>取消运行；已完成的部分会保留，可以继续</translation>
    </message>
    <message>
        <source>waits for the job before it</source>
        <translation>等待前一个作业</translation>
    </message>
    <message>
        <source>the model is being loaded</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>mean IoU</source>
        <translation>平均 IoU</translation>
    </message>
    <message>
        <source>%1 %2 [%3, %4]</source>
        <translation>%1 %2 [%3, %4]</translation>
    </message>
    <message numerus="yes">
        <source>Early score: %1 over %n random samples</source>
        <translation>
            <numerusform>早期得分：%1，基于 %n 个随机样本</numerusform>
        </translation>
    </message>
    <message>
        <source>A random part of the samples comes first. With a probability of 90 % the score over all of them will lie in the interval.</source>
        <translation>先处理随机抽取的一部分样本。全部样本的得分有 90% 的概率落在该区间内。</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>End the model&apos;s process; what is done stays and can be resumed</source>
        <translation>结束模型的进程；已完成的部分会保留，可以继续</translation>
    </message>
    <message>
        <source>cancelling: the pass under way comes to its end</source>
        <translation>正在取消：等待当前这次推理结束</translation>
    </message>
</context>
<context>
    <name>badcase::window::RunsPage</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>A run is one model over samples of the project. Import samples first.</source>
        <translation>一次运行就是用一个模型处理项目的样本。请先导入样本。</translation>
    </message>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>No run yet: choose a model below and run it over the samples</source>
        <translation>还没有运行：在下方选择模型并用它处理样本</translation>
    </message>
    <message>
        <source>The chosen run is the one that every page shows</source>
        <translation>各页面都显示所选的运行</translation>
    </message>
    <message>
        <source>Go on with the samples that are missing</source>
        <translation>继续处理缺少的样本</translation>
    </message>
    <message numerus="yes">
        <source>Delete the run %1 with the predictions of %n samples? This cannot be undone. Labels stay.</source>
        <translation>
            <numerusform>删除运行 %1 及其 %n 个样本的预测？此操作无法撤销。标签会保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n samples</source>
        <translation>
            <numerusform>处理 %n 个样本后取消</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n samples</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n failed</source>
        <translation>
            <numerusform>%1：%2，%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 in %3 s</source>
        <translation>%1：%2，用时 %3 秒</translation>
    </message>
    <message>
        <source>%1: %2. Resume goes on from there.</source>
        <translation>%1：%2。可从该处继续。</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>Import predictions…</source>
        <translation>导入预测…</translation>
    </message>
    <message>
        <source>The first run: its results are shown when it ends</source>
        <translation>首次运行：结束后显示结果</translation>
    </message>
    <message>
        <source>See the bad cases</source>
        <translation>查看坏例</translation>
    </message>
    <message>
        <source>Combine…</source>
        <translation>组合…</translation>
    </message>
    <message>
        <source>Run without…</source>
        <translation>去掉输入重新运行…</translation>
    </message>
    <message>
        <source>Mix runs, or the views that a run kept, into a new run</source>
        <translation>将多个运行，或一个运行保留的视图，混合为新的运行</translation>
    </message>
    <message>
        <source>What does the model draw on? Run it again without a text, or without the picture</source>
        <translation>模型依据什么作出判断？去掉某段文本或图片，再运行一次</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them computed by other runs before</source>
        <translation>
            <numerusform>%1，其中 %n 个由先前的其他运行算出</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %n failed. Resume tries them again and goes on from there.</source>
        <translation>
            <numerusform>%1：%2，%n 个失败。点击“继续”可重试这些样本，并从该处继续。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::SelectionBar</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The run whose predictions are shown</source>
        <translation>显示哪个运行的预测</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Search names and texts</source>
        <translation>搜索名称和文本</translation>
    </message>
    <message>
        <source>Bad cases only</source>
        <translation>仅坏例</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>清除全部筛选</translation>
    </message>
    <message>
        <source>Ask the filter again</source>
        <translation>重新应用筛选</translation>
    </message>
    <message>
        <source>Filter by label</source>
        <translation>按标签筛选</translation>
    </message>
    <message>
        <source>Filter by given label</source>
        <translation>按原始标签筛选</translation>
    </message>
    <message>
        <source>Filter by prediction</source>
        <translation>按预测筛选</translation>
    </message>
    <message>
        <source>Filter by confusion</source>
        <translation>按混淆筛选</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Masks have a class for each pixel</source>
        <translation>掩码的每个像素各有类别</translation>
    </message>
    <message>
        <source>No model has been run yet</source>
        <translation>尚未运行任何模型</translation>
    </message>
    <message>
        <source>Given label: one of</source>
        <translation>原始标签为下列之一</translation>
    </message>
    <message>
        <source>Label: one of</source>
        <translation>标签为下列之一</translation>
    </message>
    <message>
        <source>Prediction: one of</source>
        <translation>预测为下列之一</translation>
    </message>
    <message>
        <source>Confusion: which label?</source>
        <translation>混淆：标签是哪个类别？</translation>
    </message>
    <message>
        <source>Label %1, predicted as which class?</source>
        <translation>标签为 %1，被预测为哪个类别？</translation>
    </message>
</context>
<context>
    <name>badcase::window::SetSaver</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and apply</source>
        <translation>保存并应用</translation>
    </message>
    <message>
        <source>Name of the threshold set</source>
        <translation>阈值集的名称</translation>
    </message>
    <message>
        <source>Keeps the sliders in the project under this name</source>
        <translation>以此名称将滑块设置保存到项目中</translation>
    </message>
    <message>
        <source>Keeps them, and lets them decide this run: its matrix, lists and exports follow</source>
        <translation>保存滑块设置，并由其决定该运行的判断：混淆矩阵、列表和导出随之变化</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 decides %2 now: %3</source>
        <translation>%2 的判断现由 %1 决定：%3</translation>
    </message>
    <message>
        <source>Give %1 its own decisions back</source>
        <translation>恢复 %1 自身的判断</translation>
    </message>
    <message>
        <source>Decide %1 by %2</source>
        <translation>用 %2 决定 %1 的判断</translation>
    </message>
    <message numerus="yes">
        <source>%n decisions changed</source>
        <translation>
            <numerusform>%n 个判断发生变化</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::StageBars</name>
    <message>
        <source>Decode</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Preprocess</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前向推理</translation>
    </message>
    <message>
        <source>Postprocess</source>
        <translation>后处理</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>How much of their time the threads spend in each stage, and how many samples wait for it</source>
        <translation>各线程在每个阶段所花时间的占比，以及等待该阶段的样本数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>badcase::window::StartPage</name>
    <message>
        <source>Badcase</source>
        <translation>Badcase</translation>
    </message>
    <message>
        <source>See what a model gets wrong, mend the labels that are wrong, and hand a clean data set back. A project is one file; your pictures stay where they are.</source>
        <translation>看清模型错在哪里，改正错误的标签，交回一份干净的数据集。一个项目就是一个文件；您的图片保持原位不动。</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Makes a few hundred pictures with planted errors, two models and their runs; less than a minute</source>
        <translation>生成几百张带预设错误的图片、两个模型及其运行；用时不到一分钟</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Or drop a project, a folder of pictures or videos, or a data file (zip, csv, json, yaml) here.</source>
        <translation>也可以将项目、图片或视频文件夹、数据文件（zip、csv、json、yaml）拖到此处。</translation>
    </message>
</context>
<context>
    <name>badcase::window::StatusStrip</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1, decided by %2</source>
        <translation>%1，由 %2 决定</translation>
    </message>
</context>
<context>
    <name>badcase::window::StoragePageSource</name>
    <message>
        <source>removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>This sample is no longer in the project</source>
        <translation>该样本已不在项目中</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 … (%2)</source>
        <comment>first label … (how many)</comment>
        <translation>%1 … (%2)</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>labels too many</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>−%1</source>
        <comment>labels missed</comment>
        <translation>−%1</translation>
    </message>
</context>
<context>
    <name>badcase::window::TunePage</name>
    <message>
        <source>Sliders</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>Mixer</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>原始标签</translation>
    </message>
    <message>
        <source>As corrected</source>
        <translation>修正后标签</translation>
    </message>
    <message>
        <source>What is tuned</source>
        <translation>调优对象</translation>
    </message>
    <message>
        <source>Labels that are scored against</source>
        <translation>评分所依据的标签</translation>
    </message>
</context>
<context>
    <name>badcase::window::VideoStrip</name>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>第一帧</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>最后一帧</translation>
    </message>
    <message>
        <source>Split the segment at the playhead</source>
        <translation>在播放头处分割片段</translation>
    </message>
    <message>
        <source>Labels of the chosen segment</source>
        <translation>所选片段的标签</translation>
    </message>
    <message>
        <source>Join the chosen segment with the next</source>
        <translation>将所选片段与下一片段合并</translation>
    </message>
    <message>
        <source>Remove the chosen segment</source>
        <translation>移除所选片段</translation>
    </message>
    <message>
        <source>The current sample has no time line</source>
        <translation>当前样本没有时间轴</translation>
    </message>
    <message>
        <source>The current sample is not a video</source>
        <translation>当前样本不是视频</translation>
    </message>
    <message>
        <source>Frame %1: %2</source>
        <translation>第 %1 帧：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n damaged packets were stepped over</source>
        <translation>
            <numerusform>已跳过 %n 个损坏的数据包</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for scene boundaries: %1</source>
        <translation>正在查找场景边界：%1</translation>
    </message>
    <message>
        <source>The project can only be read: nothing can be changed</source>
        <translation>项目为只读：不能更改</translation>
    </message>
</context>
<context>
    <name>badcase::window::WhatIfAsker</name>
    <message>
        <source>This model file has never been run by you. A model file is a program: allow it on the Runs page, by running it there.</source>
        <translation>您从未运行过此模型文件。模型文件就是程序：请在“运行”页运行它以授权。</translation>
    </message>
</context>
<context>
    <name>badcase::window::WindowMenu</name>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Appearance: as the system</source>
        <translation>外观：跟随系统</translation>
    </message>
    <message>
        <source>Appearance: light</source>
        <translation>外观：浅色</translation>
    </message>
    <message>
        <source>Appearance: dark</source>
        <translation>外观：深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>badcase::workspace::TextIndexService</name>
    <message>
        <source>Indexing texts</source>
        <translation>正在建立文本索引</translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples can be searched at once</source>
        <translation>
            <numerusform>已可即时搜索 %Ln 个样本</numerusform>
        </translation>
    </message>
</context>
</TS>
