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
    <name>badcase::ClassificationScore</name>
    <message>
        <source>A sample has %1 probabilities, but the project has %2 classes</source>
        <translation>有样本含 %1 个概率，而项目有 %2 个类别</translation>
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
        <source>not labelled</source>
        <translation>无标签</translation>
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
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
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
        <source>a single &quot;input&quot;: models with several inputs cannot be run yet</source>
        <translation>单个“input”：暂不能运行多输入模型</translation>
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
</context>
<context>
    <name>badcase::NewProject</name>
    <message>
        <source>Cannot read the class list %1</source>
        <translation>无法读取类别表 %1</translation>
    </message>
    <message>
        <source>Masks hold numbers or colours, not names: choose a class list (classes.json or classes.csv)</source>
        <translation>掩码存的是编号或颜色，而不是名称：请选择类别表（classes.json 或 classes.csv）</translation>
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
    <name>badcase::Relabel</name>
    <message>
        <source>relabelled from %1</source>
        <translation>按 %1 修改标签</translation>
    </message>
    <message>
        <source>Row %1: the project has no sample &quot;%2&quot;</source>
        <translation>第 %1 行：项目中没有样本“%2”</translation>
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
</context>
<context>
    <name>badcase::Runs</name>
    <message>
        <source>%1 has never been run here. A model file is a program; run it only if you trust where it comes from (--trust on the command line)</source>
        <translation>%1 从未在此运行过。模型文件就是程序；仅在信任其来源时才运行（命令行使用 --trust）</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
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
    <name>badcase::formats</name>
    <message>
        <source>%1 does not fit into the memory of this computer</source>
        <translation>本机内存放不下 %1</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
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
        <source>How many are labelled so</source>
        <translation>以此为标签的数量</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Of those predicted so, the share that is labelled so</source>
        <translation>预测为该类别的样本中，标签也是该类别的比例</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Of those labelled so, the share that is predicted so</source>
        <translation>标签为该类别的样本中，预测也是该类别的比例</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall</source>
        <translation>精确率与召回率的调和平均</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>Average precision: area under the precision-recall curve</source>
        <translation>平均精确率：精确率-召回率曲线下面积</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Intersection over union of the pixels of all images together</source>
        <translation>全部图像像素合计的交并比</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Dice coefficient of the pixels of all images together</source>
        <translation>全部图像像素合计的 Dice 系数</translation>
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
        <source>%1 / %2</source>
        <comment>parent / class</comment>
        <translation>%1 / %2</translation>
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
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
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
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
        <source>Choose a csv or zip file</source>
        <translation>选择 csv 或 zip 文件</translation>
    </message>
    <message>
        <source>Folder, csv or zip</source>
        <translation>文件夹、csv 或 zip</translation>
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
        <source>Paths start at</source>
        <translation>路径起点</translation>
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
        <source>%1 / %2</source>
        <comment>parent / class</comment>
        <translation>%1 / %2</translation>
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
    <name>badcase::panels::StatusNotice</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
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
    <message>
        <source>%1, %2. Manifest: %3</source>
        <comment>samples, size, path</comment>
        <translation>%1，%2。清单：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n samples could not be exported and are listed on the right.</source>
        <translation>
            <numerusform>%n 个样本未能导出，已列在右侧。</numerusform>
        </translation>
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
        <source>Drop a folder, a zip or a csv here, or choose one. It is looked at first; nothing is written before you say so, and your files are never changed.</source>
        <translation>将文件夹、zip 或 csv 拖到此处，或选择一个。会先查看内容；在您确认前不写入任何数据，您的文件也绝不会被改动。</translation>
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
        <source>Data sets (*.csv *.zip);;All files (*)</source>
        <translation>数据集 (*.csv *.zip);;所有文件 (*)</translation>
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
</context>
<context>
    <name>badcase::window::NewRunPanel</name>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
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
        <source>Import order</source>
        <translation>按导入顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
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
        <source>This run was made over a selection that is not kept. Make a new run instead.</source>
        <translation>此运行所针对的筛选结果没有保存。请新建运行。</translation>
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
        <source>Seconds that processor cores were busy in each stage, added up</source>
        <translation>各阶段占用处理器核心的秒数合计</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
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
        <source>Or drop a project, a folder of pictures, a zip or a csv file here.</source>
        <translation>也可以将项目、图片文件夹、zip 或 csv 拖到此处。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
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
</TS>
