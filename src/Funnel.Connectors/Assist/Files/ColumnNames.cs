using System.Collections.Frozen;
using System.Text;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>The usual names of columns, of exporters in Chinese and English and of the platforms' own answers. The first that is there is taken.</summary>
internal static class ColumnNames
{
    private static readonly (ColumnRole Role, string Names)[] Usual =
    [
        (ColumnRole.Content, "评论内容 评论文本 评论文字 评论详情 评论 内容 comment_content comment_text content.message content text comment message body text_original"),
        (ColumnRole.Person,
            "用户id 用户uid 评论者id 评论用户id 评论人id uid user_id user.uid user.user_id user_info.user_id member.mid mid author_id sec_uid user.sec_uid open_id 用户openid 抖音号 抖音id 快手号 快手id 小红书号 unique_id "
            + "用户主页 用户主页链接 用户链接 主页链接"),
        (ColumnRole.Nick,
            "昵称 用户昵称 用户名 用户名称 评论者昵称 评论者 评论用户昵称 评论用户 评论人昵称 评论人 nickname nick_name nick user.nickname user_info.nickname member.uname user_nickname user_name username uname "
            + "screen_name author_name display_name name 用户 作者 author user"),
        (ColumnRole.Time, "评论时间 评论日期 评论发布时间 发布时间 时间 日期 创建时间 comment_time create_time created_time created_at ctime publish_time published_at timestamp time create_date date"),
        (ColumnRole.Id, "评论id 评论编号 comment_id cid rpid comment.id id_str id"),
        (ColumnRole.Video, "视频id 作品id 笔记id 作品编号 aweme_id note_id bvid bv号 photo_id video_id item_id work_id feed_id object_id export_id post_id media_id oid aid 视频 作品 笔记"),
        (ColumnRole.Link, "视频链接 作品链接 笔记链接 视频地址 作品地址 视频url video_url video_link note_url note_link aweme_url work_url post_url share_url 链接 url link"),
        (ColumnRole.Title, "视频标题 作品标题 笔记标题 作品名称 视频名称 作品描述 video_title note_title aweme_title 标题 title video_desc desc"),
        (ColumnRole.Parent,
            "一级评论id 根评论id 父评论id 父级评论id 上级评论id 回复评论id 被回复评论id 父评论 上级评论 root_id root root_comment_id parent_comment_id parent_id parent_rpid parent reply_comment_id reply_to_comment_id reply_to_id "
            + "reply_to target_comment_id 回复id 回复"),
        (ColumnRole.Own, "是否作者 是否为作者 作者评论 is_author is_owner is_uploader"),
    ];

    /// <summary>By role, in order of preference, as <see cref="Plain"/> has them.</summary>
    public static FrozenDictionary<ColumnRole, string[]> All { get; } = Usual.ToFrozenDictionary(u => u.Role, u => u.Names.Split(' ').Select(Plain).ToArray());

    /// <summary>Without case, marks and spaces: <c>用户 ID</c>, <c>user_id</c>, <c>userId</c>.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormC).EnumerateRunes().Where(r => Rune.IsLetterOrDigit(r)))
        {
            plain.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return plain.ToString();
    }

    /// <summary>What follows the last point: <c>nickname</c> of <c>user.nickname</c>.</summary>
    public static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];
}
