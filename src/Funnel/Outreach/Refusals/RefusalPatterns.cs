using System.Text.RegularExpressions;

namespace Funnel.Outreach.Refusals;

/// <summary>
/// What refusals look like after folding (<see cref="RefusalText"/>): letters are lower case and simplified; <c>,</c> ends a clause, a space may. Every repetition is bounded by the
/// length of the text, and no alternative overlaps its neighbour, so that matching takes linear time.
/// </summary>
internal static partial class RefusalPatterns
{
    /// <summary>Ends of a phrase that change nothing.</summary>
    private const string Tail = "(?:(?<=[a-z]) (?=pls|please|plz|than|sorry|bro|man|now|me|ok|for|anymore|any more|again|sir|dear)|anymore|any more|again|sir|dear|now|me(?![a-z])|老师|[了啦勒咯惹嘞叻喽喇啰啊呀哦噢喔嘛吧呢哈哟呗哒得的捏额呃哎唉诶欸]|谢谢|感谢|多谢|谢了|谢啦|3q|thx|thanks?|thank you|拜托|求你|求求|求了|好吗|好不好|行吗|行不|可以吗|可否|ok|okay|好的|好吧|行吧|辛苦|麻烦|"
        + "[哥姐亲]|老板|客服|您|你们?|家人们?|不好意思|抱歉|对不起|打扰|再见|拜拜|bye|sorry|pls|please|真的|不该|真烦|烦人|烦死|听到没有?|听见没有?|懂|明白|没有?|一点|一下|"
        + "两遍|三遍|(?:说|讲)(?:了|过)?(?:好?几|多少|[一二两三四五八十n\\d]+)?[次遍]?了?|for real|bro|man)";

    /// <summary>The same, and what makes it a polite question.</summary>
    private const string Asked = "(?:吗|[?]|" + Tail + ")";

    /// <summary>Here a clause begins. A space does it between characters; between letters it only parts words.</summary>
    private const string Start = "(?<=^|[,?]|(?<![a-z]) )";

    /// <summary>Here a clause ends, or goes on in a way that changes nothing.</summary>
    private const string EndRest = "$|,| (?![a-z])|还[发要一在给老]|怎么还|咋还|为[什啥]么?还|又[发来给])";
    private const string End = "(?=" + EndRest;

    /// <summary>Beginnings of a phrase that change nothing.</summary>
    private const string Head = "(?:(?<=[a-z]) |不过|只是|给老子|给老娘|已(?=退|取)|(?:e?mm+|hh+|23+|66+)(?![a-z0-9])|明确|马上|立即|立刻|nah|nope|well|you can|u can|kindly|how (?:do|can) i|how to|i want to|i want|want to|i would like to|id like to|can you|could you|just|plz|kindly|阿拉|侬|我?[都也就已]?经?(?:说|讲)[了过](?:[好几多少一二两三四五八十百千n\\d]+[次遍])?了?|我?[都就]?说(?=不|别)|暂(?=不)|先(?=不[考用需买])|太[贵远](?:了|啦)?|有点贵|没钱|(?:我?已经?|家里)?(?:有|买到?|买过|报过?名?|领到?|收到|找到|学过|用过)[了啦](?=不)|你好|您好|hi|hello|hey|[亲哥姐嗯哦噢额呃哎唉诶喂啊呀哈]|老板|客服|大哥|大姐|兄弟|朋友|家人们?|宝子?|亲亲|那个|好的|好了|好吧|行了|行吧|ok|抱歉|不好意思|对不起|谢谢|感谢|多谢|thanks?|sorry|pls|please|"
        + "您?请|麻烦|拜托|求求?|你们?|您们?|大家|贵店|商家|小编|真的|真心|说真的|说实话|老实说|其实|算我|我就?|人家|本人|咱们?|我们|我家|我这|这边|都|也|就|还是|还|真|实在|确实|已经|现在|目前|暂时|最近|以后|今后|从今以后|从此|现在起|从现在起|"
        + "一律|统统|全部?|所有|所以|那就?|因为|但是?|可是?|然后|总之|反正|再次|最后)";

    private const string Not = "(?:别|不要|不用|不必|不需要?|不须|不准|不许|不允许|不得|不可以|不能再?|不想(?:要|让|被)?|不愿意?|不希望|不好(?=[再发找烦打搞吵骚]|send|msg|call)|不使|不再|[勿毋莫咪休]|请勿|(?:可以|能|能不能|可不可以)不(?=[再发推打烦骚联])|禁止|停止|拒绝|严禁|无需|无须|没必要|用不着|犯不着|别再"
        + "|(?<![^,? ])表(?=再|发|烦|找|打|来)|stop|dont|do not|pls no|no more|never)";

    private const string Adverb = "(?:一遍又?一?遍|一次次|一条条|一个个|再|在|又|老是?|总是?|一直|天天|每天|整天|成天|继续|随便|随意|乱|瞎|来|过来|去|给|跟|和|对|向|往|把|我们?|人家|咱|本人|老子|老娘|你们?|您|这样|这么|那么|主动|私下|反复|反覆|一个劲|不停地?|不断地?|狂|疯狂|频繁|接着"
        + "|还|都|到处|有事没事|没事|动不动|就|用|拿|这些|那些|这种|那种|任何|什么|啥|要|需要|必要|被|让|收到|接到|看到|想|半夜|大半夜|晚上|三天两头|时不时|隔三差五|没完没了|地|的|人|家|等|进行|发起|老来|烦人|垃圾|鸡儿|几把|特么|他[妈吗]的?|踏马|tmd?|他娘的?|妈的|尼玛|你妈|破|搁这儿?|这里|这边|这个号|这|往|[小新]号|换号|你们的|一天到晚|次次|每次| |,(?=再)|me )";

    private const string Contact = "(?:打扰|打搅|叨扰|骚扰|私[信讯]|私聊|私戳|私我|扰(?![乱])|联系|联络|纠缠|艾特|@|推送|推销|群发|轰炸|营销|刷屏|回复|(?:找|回|加|理|管|问|烦住?|恶心|吵|搞|缠着?|盯着?|跟着?|催|喊|叫|cue|惹|挨)(?:我|老子|老娘|人家|本人|咱|人(?![工]))|call我?|dm我?|pm我?|(?:问|催|回|加|叫|喊|打)(?=[了啦勒咯惹嘞喽辣喇谢])|(?:回|找|私|缠|吵|烦|聊)(?=[了啦勒咯惹嘞喽辣喇谢]|$|[, ])|打广告|费劲|费力|费心|白费|推荐|介绍|宣传|安利|搭理|跟进|浪费(?:我的?|你们?的?|彼此|大家)?时间|聊天|说话|讲话|叭叭|bb|逼逼|哔哔|唠叨|啰嗦|send|message|msg|text"
        + "|spam|推广告?|发骚|打(?:我)?电话|打过?来|来电|来烦|烦人|写信|弹窗|提醒我|通知我|cue|sms|求我|劝我|管我|惹我|拉我|push|推给我)";

    /// <summary>What may follow the word of contact, so that it is contact with whoever writes.</summary>
    private const string Object = "(?=(?:给|跟|和|到)?(?:我|人家|咱|本人|任何)?(?:们|家)?(?:这里|这边|这个号|私[信讯]|消息|信息|讯息|短信|广告|电话|垃圾|内容|东西|产品|课程?|服务|链接|推送|任何|这些|那些|什么|微信)*(?:" + Asked + "|$|[,?]| (?!(?:to|it|by|the|with)(?![a-z]))|再|一次|第二次|浪费|没用|没兴趣|不需要|不想|不要|否则|不然|我要|我不|我会|举报|拉黑|直接|anymore|again|你|您|真|太|烦|很|小心|都|从|谁|me|ever))";

    private const string Sent = "(?:发送?|send|传送?|推送?|扔|丢|甩|塞|整|传|弹|刷|推播)";

    /// <summary>What is sent when nothing is asked for.</summary>
    private const string SentObject = "(?=(?:[给比]?(?:我们?|人家|我家|我这里?|这个号))?(?:来|过来|出来|上来)?(?:这些|那些|这种|那种|任何|什么|啥|一些|乱七八糟|没用|垃圾|广告|营销|推销|骚扰|推广|消息|信息|短信|讯息|简讯|私[信讯]|东西|内容|资讯|的|玩意儿?|微信|sms|东来?)*(?:过来|来)?(?:给(?:我们?|人家))?(?:"
        + Asked + "|辣(?=$|[, ])|$|[,?]| (?!(?:to|it|by|the|with)(?![a-z]))|烦|我不|我已|已经|收到|够|浪费|没兴趣|不需要|不想|没用|我都|我会|我要|再发|否则|不然|直接|举报|拉黑|小心|都|谁|[真太很](?:烦|打扰|吵|讨厌|多了)|到底|行不|我真))";

    /// <summary>"Do not write to me again", in any order of words.</summary>
    [GeneratedRegex("(?<!先|暂时|暂|叫你|以为|特)" + Not + Adverb + "{0,8}(?:" + Contact + Object + "|" + Sent + SentObject + ")")]
    public static partial Regex NoContact { get; }

    /// <summary>"Not again" and "not all the time", whatever it is that is sent.</summary>
    [GeneratedRegex("(?<!先|暂时|暂)(?:别|不要|不许|不准|请勿|莫|不想|不用|停止)" + Adverb + "{0,3}(?:再|在|老是?|总是?|一直|天天|每天|整天|随便|动不动|没事|乱)" + Adverb + "{0,6}(?:发|推|弹|刷|送|塞|私|聊|打|来|传|加|找|烦|吵|缠|催|叫)(?![货票错晚慢漏坏少偏]|快递|顺丰|生|现|明|展|布|开|起)[^,?]{0,6}(?=$|[,? ])")]
    public static partial Regex NotAgain { get; }

    /// <summary>Anything else that says no to contact, or to all that we have: the last resort, where nothing is asked for.</summary>
    [GeneratedRegex("(?<!先|暂时|暂|[^,?]吗)(?:别|不要|不想|不用|不必|不愿|勿|莫|停止|不再|怎[么样](?:才能?|可以|能)不)(?!忘|急|太|那么)[^,?]{0,8}(?:消息|信息|短信|广告|打扰|骚扰|联系|私信|推荐|推销|介绍|推广|弹窗|烦|纠缠|跟进)(?![吗么员窗])[^,?吗么]{0,5}(?=$|,)"
        + "|(?:没有?|无|不|缺乏)[^,?吗]{0,4}(?:(?:需求|兴趣|打算|意向|意愿)(?!吗|的|不|证|课|班|太|先)[^,?吗么]{0,3}|需要[了啦哦的谢哈啊]*)(?=$|,)")]
    public static partial Regex NoAtAll { get; }

    /// <summary>The same, so plain that it is meant for us wherever it stands: it names the one who writes, or a private message.</summary>
    [GeneratedRegex("(?<!先|暂时|暂)" + Not + Adverb + "{0,8}(?:(?:给|跟|对|和|来|向|把|@|再|在| )*(?:私[信讯]|私聊|回复|打扰|骚扰|联系|纠缠|艾特|@|推销|推送|找|烦住?|回|理|加|缠着?|私|cue|dm|pm|call|message|text|spam|contact)(?:我(?!公司|单位|老婆|老公|朋友|妈|爸|同事|助理|秘书|们店)|人家|me)|(?:给|跟|对|和|向)我(?:再|在|乱|瞎|来|狂| )*"
        + "(?:私[信讯]|打电话|打(?=[,了]|$)|回复|" + Sent + SentObject + ")|(?:再|在)(?:来)?(?:私[信讯]|私聊|回复|打扰|骚扰|推送|推销|群发|联系)" + Object + "|发私信|发我私信|私[信讯]" + Object + ")")]
    public static partial Regex NoContactWithMe { get; }

    /// <summary>To be taken off the list.</summary>
    private const string OffWord = "(?:退+[订定丁钉叮]|(?:取消|解除|停掉|关闭|关掉|停止|退出|撤销|终止)(?:对我的|你们?|这个|该|的|我|所有|一切|全部|掉){0,3}(?:订阅|推送|推广|通知|提醒|群发|接收|消息|短信|广告)|(?<![a-z\\d])(?:(?:tdd?)(?:,? ?tdd?)*|unsubscribe(?: me)?|unsub|opt(?: me)? ?out)(?! ?(?!pls|please|plz|thank|thx|me|now|from|this|immediately|asap)[a-z\\d])|拒收|[把将]?(?:推送|通知|订阅|群发|消息推送|短信|消息)(?:都|给我|全部?|也)?(?:关闭?|停|取消|退)(?:了|掉)?)";

    [GeneratedRegex(Start + "(?>(?:(?!" + OffWord + ")(?:" + Head + "|[要想给帮能]|让我|能不能|能否|可以|可不可以|申请|需要|回复?|发送?|输入|按|马上|立刻|立即|赶紧|赶快|快点?|怎么|怎样|如何|咋样?|哪里|在哪|去哪|把我|帮我|替我|给我|今天|必须|一定|坚决|强烈要求|要求|直接|选择|决定|我选|才能|[\\da-z]{1,2}(?=[退td])))*)"
        + OffWord + "(?>(?:" + Asked + "|" + OffWord + "|你们?的?|所有|全部|一切|这个|这些|该|消息|短信|信息|推送|广告|服务号?|通知|订阅|接收|账?号|不了|不掉|没用|没反应|失败|怎么弄|怎么操作|怎么搞|怎么退|在哪里?|方法|入口|按钮|me|now|from this|from list|this)*)(?=[?]|" + EndRest)]
    public static partial Regex OffTheList { get; }

    /// <summary>Taken off by somebody else's hand: delete me, block me.</summary>
    [GeneratedRegex(Start + "(?>(?:(?!把|将|删|移除|清除)(?:" + Head + "|[帮给]我?|赶紧|赶快|快点?|立刻|马上|直接|能不能|能否|可以|可不可以|要求))*)(?:[把将](?:我|人家|本人)(?:的)?(?:从?[^,?]{0,8})(?:删|移除|移出|剔除|拉黑|屏蔽|踢|去掉|除名)(?!黑|禁|小黑)|(?:从[^,?]{0,8})(?:删除?|移除)我|(?:删除?|移除|清除|抹掉|注销)(?:掉|了)?(?:我|本人)的?(?:所有|全部|个人)?"
        + "(?:信息|资料|数据|联系方式|手机号|电话|号码|记录|私信|聊天记录|账号|微信|$|[,?了吧好])|拉黑我|屏蔽我|删了我|删掉我|求?放过(?:我|吧|$|[, ])|饶了我|免打扰(?=$|[, 谢了啊吧])|离我远|让我(?:安静|清静|静)|(?:remove|delete|block) (?:me|my (?:number|data|info|contact))|take me off|leave me alone|lose my number)")]
    public static partial Regex Removal { get; }

    /// <summary>Threats and insults that mean "leave me alone".</summary>
    [GeneratedRegex("(?:(?:再|在|还|继续|老是?|敢|不停|一直)(?:敢|来|给|跟|对|我|老子|老娘|这样|这么|乱|一次|次|次来|用|拿|,| ){0,5}(?:发|传|私[信讯]|私聊|骚扰|打扰|联系|回复|推|烦|艾特|@|找|打电话|推销|send|msg|纠缠)[^,?]{0,8}[, ]?(?:我)?(?:就|马上|立刻|直接|一定|真的|可|会|要|我|去|信不信|真|,| ){0,4}(?:拉黑|举报|检举|投诉|报警|屏蔽|封锁|删|起诉|骂|曝光|不客气|取关)"
        + "|" + Start + "(?>(?:(?!烦|真烦|太烦|好烦)(?:" + Head + "|给我|都给我|赶紧|快))*)(?:滚+(?:$|[,? 蛋开吧啊远粗犊一边出]|你的)|走开|一?边儿?去|哪凉快|死远点|死开|死一边|消失(?=$|[吧, ])|[你您]?们?找别人[吧去]|烦透|受够|信不信我|你?们?已?经?被我?(?:拉黑|屏蔽|举报|封锁)|投诉你?们?了|举报骚扰|(?:我?[把将]你们?)?删了+(?:$|[, 啊吧]|删了)|去死|(?:爬|爪巴|cnm|nmsl)(?:$|[, 啊吧!])|闭嘴|shut up|go away|fuck off|f off|piss off|get lost|消停|有完没完|没完没了|烦不烦|(?:能不能|能|可以|可不可以|求你?)(?:消停|停)(?:一?下|了|止)?(?:吗|么|吧|[?]|$|,)|骚扰(?:$|[,? ])"
        + "|已?(?:经|都|把你们?)*(?:拉黑|举报|检举|屏蔽|封锁|取关)(?:你们?|您|了|啊|不送|警告|处理)*(?:$|[,? ])|(?:我?要)?(?:举报|投诉)你们?(?:一直|老|天天)?(?:骚扰|打扰|乱发|发广告)|[^,]{0,4}(?:一直|老是?|天天|整天|成天|总是?|一天到晚)(?:给我|在|都|来)*(?:发|推|私信|打电话|骚扰)(?:我们?|人家|发发|个不停|个没完)?(?:$|[, ])|发发发|没完了|(?:再|敢)(?:发|打|来|推|传)(?:一?[次条个下])?试|不看不看)|你们?(?:真|太|好|很|是真)?(?:的)?烦(?!躁)|骚扰(?:我|到我|人|信息|短信|电话|广告)[^?]{0,6}(?:投诉|举报|报警)|(?:很|太|真|有点|属于|这是|这叫|算是)(?:打扰|骚扰)(?!电话|短信)|骚扰死|讨厌你们|去你[的妈]|(?<=^|[,? ])[^,?]{0,4}滚+(?![筒动轮珠刷边球烫屏胎子针床装梯])[^,?]{0,4}(?=$|[,?])|(?<=^|[,? ])(?![^,?]{0,4}(?:怎么|被|能|别|不|是不是|为|虚|假|去哪|给))[^,?]{0,4}(?:拉黑|举报|屏蔽|删好友|删除好友)(?:你们?|了|吧|啊|哈|哦|您|警告|处理)*(?=$|,)|再(?!不|次|见)[^,?]{1,8}[, ]?(?:我?就|直接|立马)?(?:拉黑|举报|检举|报警|屏蔽|试试看?)(?=$|[,你了啊])|(?:不要|别)(?:再)?(?:保存|保留|留)(?:着)?我的|少(?:再|给我|来|跟我|对我|往我|没事|在|这| )*(?:发点|发(?:这|那|广告|垃圾|消息|信息|$|,|来)|烦|联系|打扰|骚扰|找我|私[信讯])|打扰到我|打扰我(?:休息|工作|睡觉|生活))")]
    public static partial Regex Anger { get; }

    /// <summary>Anger that says no more; beside anything else it may be about that.</summary>
    [GeneratedRegex(Start + "(?:你们?|[真好太很够]|是不是|脑子|我|都|要|被|实在|简直|每天|天天|[, ])*(?:烦人?|烦死|吵死|恶心|有病|神经病?|脑残|有毛病|智障|变态|傻[逼比叉b]|够烦|烦透)(?:了|啦|的|啊|吧|呐|呢|我|人|个|你们?|您|是吧|吗|[, ?])*$")]
    public static partial Regex Annoyed { get; }

    /// <summary>No interest in any of it.</summary>
    [GeneratedRegex("(?:谢绝|拒绝|不接受|不接收?|不收|拒收|抵制|停止|终止|屏蔽|不喜欢|厌恶|受不了|不想?看|不想再?(?:看|收|接|听|见)到?|不欢迎|讨厌|反感|烦透)(?:任何|一切|你们?的?|这种|这些|各种|所有|了|再|的|看到?|到|被){0,4}(?:推销|营销|广告|打扰|骚扰|消息|信息|短信|推送|私[信讯]|联系|垃圾|电话|接收)")]
    public static partial Regex NoAdverts { get; }

    private const string Unwanted = "(?:不要|不用|不必|不需要|不需|没需要|没有需要|没需求|没有需求|不想要|不想买|不想了解|不想知道|不想学|不想参加|不想领|不想聊|不想看|不打算买?|没打算买?|没想[要买]|没准备买?|不买|不考虑|没考虑|没必要|[一半]点(?:儿)?兴趣[都也]?没有?|完全没兴趣|没兴趣|没有兴趣|没啥兴趣|没什么兴趣|不感兴趣|没得兴趣|无兴趣|毫无兴趣|不使|(?:我|家里)?已?经?有了(?=[谢,]|$)|不再需要|不洗(?=[了啦,]|$)|拉倒(?=[吧, ]|$)|no(?=[了啦])|no longer interested|不想[^等错加出被排花跑](?=[了啦,? ]|$)|不[想要买用看聊学加报订领玩弄搞谈约参去来跟做定理陪][了啦](?=[,? ]|$)|结束(?=$|[吧, ]|对话|聊天)|算[了啦喽咯]|拒绝|免了|免谈|不了|不聊|不订|不报"
        + "|不学|不参加|不参与|不报名|不搞了|不看了|不关注了|退出(?=$|[, 了吧])|不合适|不适合我?|勿要|莫要|莫得兴趣|取消关注(?:你们?)?(?=了|$)|pass(?=$|[, ])|拒(?=$|[, 了])|就?到这里?吧|不领|不玩|不弄|放弃|取消|别(?=$|[, 了啊])|打住|停|停止|停下|停一停|够[了啦]|可以停|不约|不谈|不来|到此为止|就这样|不想(?=$|[, ])|取关|不该|不稀罕|用不着|用不上|没用|不送|(?:i am |im )?not interested(?: anymore| at all| in (?:this|it|that|any[^,]{0,20}|your[^,]{0,20}))?|no interest|no[, ]{0,2}(?:thanks?|thx|thank (?:you|u))|nope|stop(?: it| this| now| stop)*|no need(?: anymore)?"
        + "|i am not interested|im not interested|i dont (?:want|need) (?:it|this|that|anything|any)(?: anymore)?|dont (?:want|need) (?:it|this)|block(?=$|,)|cancel(?: my subscription)?|quit|end|enough(?: is enough)?|spam|no more|(?<![a-z])t(?![a-z]))";

    /// <summary>A clause that says no more than "no, thank you".</summary>
    [GeneratedRegex(Start + "(?>(?:(?!" + Unwanted + ")(?:" + Head + "|什么都|啥都|啥也|什么也|一个都|一样都|一点都|一点也|免费的?也?|免费都|白送[我都也]*|送我?[也都]|多少钱都|再便宜也?都?|贵贱都?|资料|东西|你们?的|的|这东西|这玩意儿?|对[^,?]{1,6}(?=没|不感|毫|无)|帮我|给我|我想|我要|可以|想|要|就|突然|又|了|想了想|考虑了?一?下|考虑好|家里人))*)"
        + Unwanted + "(?:(?:这个|这些|这种|这|那个|那些|你们家?的?|任何|什么|啥)?(?:资料|东西|服务|课程?|产品|信息|消息|推荐|推销|玩意儿?|业务|广告|会员|名额)(?=[了啦谢,? ]|$)|(?:这个|这些|这种|那些)(?=[了啦谢, ]|$))?(?>(?:" + Tail + "|掉|它|发|送|来|找我|有需要再(?:联系|说|找你?们?)|我们?|自己|就是|你?们?听不懂(?:吗|人话)*|" + Unwanted + ")*)" + End)]
    public static partial Regex NoThanks { get; }

    /// <summary>English.</summary>
    [GeneratedRegex("(?<![a-z])(?:(?:stop|quit|cease) (?:all )?(?:messaging|texting|contacting|sending|spamming|bothering|replying|calling|emailing|dming|writing|pming|harassing|pushing|this spam|spam|these|the messages|messages|following)"
        + "|(?:do not|dont|never|no need to|please no|u dont need to) (?:ever )?(?:again )?(?:message|text|contact|spam|bother|call|email|dm|msg|write|disturb|pm|reply|harass|annoy|write back)(?: to)?(?: me)?(?: again| anymore| any more| ever| pls| please| thanks| ok| with)*(?:$|[,? ])"
        + "|(?:do not|dont|never) send (?:me )?(?:any|this|these|that|more|such|messages|msgs|stuff|spam|ads|anything|it|again|me)[^?]*|no more (?:messages|msgs|texts|dms|spam|ads|of this|contact|emails)|(?:i want out|dont want (?:your|any|these|to get|to receive|to be|to hear|more) )|not want to (?:be contacted|receive|hear|get)|wrong (?:number|person)|remove me|leave me(?: alone)?(?=$|,| pls| please)|i said no|no means no|count me out|ill pass|im out(?=$|,)|im good(?=$|,| thank)|back off|buzz off|bug off|get off my|screw you|(?:so|very|really|youre|you are) annoying|this is spam|quit it|(?:reported|blocked)(?=$|,| and| you)|(?:ill|i will|gonna|going to|im) (?:report|block)(?:ing)? (?:you|this|u)|reporting you|please dont(?=$|,)|never asked for this|didnt (?:ask|sign up) for|who gave you my|my name off|revoke (?:my )?consent|withdraw (?:my )?consent|enough already)")]
    public static partial Regex English { get; }

    /// <summary>What only looks like one: it is taken out before anything is looked for.</summary>
    [GeneratedRegex("(?<!不)要不要|(?<!不)用不用|需不需要|想不想要?|不要紧|不要钱|不用钱|不用客气|别客气|不客气|不要客气|不用谢|别忘|不要忘|勿忘|别不|不要不(?![要用需])|(?<!能)不能不|(?<!得)不得不|别人|别的|别家|别处|特别|区别|级别|性别|分别|差别|类别|告别(?![发打来推])|别墅|别致|识别|个别|别说|别提|别急|别看|别样|别扭|不一样|停车|停产|停用|停电|不停(?![发推打骚])|不断(?![发推打骚])"
        + "|算了吗|非要|什么时候|不管|不只|不仅|要不是|不是不要|不是不想|没说不要|不会不|dont forget|dont stop|non ?stop|bus stop|stop motion|why dont you|cant stop|没打扰|打扰(?:了)?[, ]?(?:请问|问一?下|想问|一下)|打扰了(?=[, ]*(?:请|问|想|我想|能|怎))|不打扰(?:吧|你)(?=[^,]*问)|摇滚|滚筒|滚动|滚烫|滚轮|翻滚|滚珠|滚刷|打滚|骚扰电话|别样")]
    public static partial Regex Idiom { get; }

    /// <summary>Another commenter is spoken to.</summary>
    [GeneratedRegex("楼上|楼下|层主|楼主|隔壁|你们俩|前面那")]
    public static partial Regex OtherPerson { get; }

    /// <summary>What stands before a word that then is no refusal: a slip, somebody else's, a condition, a question why.</summary>
    [GeneratedRegex("(?:不小心|误|手滑|点错|按错|点到|碰到|没说|没有说|不是|并非|没想|没要|没有要|我没|没点|没有|不会|谁说|以为|怎么会|怎么就|才不|不想|别|怕|担心|如果|假如|要是|万一|(?:之前|上次|上回|上周|昨天|刚才|刚刚|曾经)(?![^,?]{0,3}[说讲跟])|被|为什么|为啥|凭什么|干嘛|是不是"
        + "|有没有人|会不会|有人|[他她](?![妈娘])|老公|朋友|客户|顾客|妈妈|老婆|对方|别人|人家说|是指|意思是|显示|提示|短信说|收到的?|写着|叫做|关于|can i|could i|if i)[^,?]{0,7}$")]
    public static partial Regex Slip { get; }

    /// <summary>The same before a whole phrase, which is plainer than a word.</summary>
    [GeneratedRegex("(?:没说|没有说|谁说|以为|怎么会|如果|假如|要是|万一|有没有人|有人|别人|人家说|[他她](?![妈娘])(?:们)?|是指|意思是|显示|提示|写着|为什么|为啥|干嘛|是不是|(?:不是|并非|没|没有)(?:要|想|说|让|叫|怪)(?:你们?)?|被人?|if i|why)[^,?]{0,4}$")]
    public static partial Regex SlipOfPhrase { get; }

    /// <summary>What asks for something: whoever says so beside a refusal does not want to be left alone.</summary>
    [GeneratedRegex("多少钱|什么价|啥价|价格(?!太|有点|高|贵|不|超)|价位|报价|怎么卖|怎么买|怎么下单|怎么领|怎么拿|怎么获取|怎么弄到|在哪[买领看下]|哪里[买领有看可能下]|哪买|哪个好|哪款|链接发|发链接|给个链接|(?<![需要请追征恳求])求(?!·|$|你|求|了|放|别|不|您|各)|想要(?!退|取|拉|投)|我要(?!退|取消|投诉|举报|拉黑|报警|删|屏|睡|休|骂|你们?停|求你|静|了)|(?<![不需别重主想])要(?:一|两|二|三|几|个|这|那|大|小|红|白|黑|蓝|绿|原|新)"
        + "|发(?:给)?我(?:一|个|下|份|资|链|图|价|视|地|别|另|这|那|就行|就好|看|吧|呗|百|夸|微)|(?:给|跟|和)我(?:发|说|讲|回)(?:一|个|下|份|资|链|图|价|视|地|声|清楚)|私我|私聊我|加我|联系我(?!了)|还能|还可以|能不能(?:再|重|换|改|领|便|优|发|给|补|拿|找)|可以(?:再|重|换|改|领|取消|退|补|便|优|发|给|寄|用|吗|试)"
        + "|重新|重发|再发一|再给我?一|补发|恢复|换(?:那|个|一|成|这|别|大|小|其)|改成|改为|还有[吗没别货]|有没有|有[吗没]|有货|在吗|多久|几天|几点|什么时候|啥时候|怎么(?!还|又|这|老|总|会|没完|不)|咋(?!又|还|老)|教(?:下|一下|教|我)|[装登进打点]不[上开进了]|下载不|用不了|看不了|单独|[白明后]天再?发|打我|打另|打那|电子|[另那这]一?[个款种]要|要刚才|线下|去取|自提|自取|去拿|去店|开玩笑|要的(?=$|,)|有[^,·?]{1,5}吗|还是(?:买|要|拍|来|选|订|拿)|就要|下单|拍(?:大|小|这|那|一|两)|能[^,·]{1,6}吗|可以[^,·]{1,8}吗|(?:微信|打字|文字|邮箱|短信|邮件|评论区?)(?:说|聊|回我|留言)|发(?:邮箱|微信|评论)|(?:微信|邮箱|短信|这里|评论区)发|能(?:领|用|退钱|便宜|优惠|发|收到)|退款|退货|退钱|退换|售后|发票|尺寸|尺码|教程|地址发|物流"
        + "|快递|先(?!生)|直接(?:说|发|给|报|告|留|上)|只要|而是|要(?:视频|图|文|资料|链|电子|纸|pdf|word|教程|正品|质)|告诉我|请问|是什么|什么意思|啥意思|how much|where can|can i get|price|do you have|i want (?:the|a|to buy|one)|send me the|is it|what is|how do i (?:get|buy)|还要|但(?:是)?(?:我)?(?:要|想)|其他的?(?:有|多|怎|要)")]
    public static partial Regex Asks { get; }
}
