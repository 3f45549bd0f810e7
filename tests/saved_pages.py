"""Small pages in the markup of forum engines: a thread of two posts, by Ada and Bo, as each engine writes it."""

PHPBB_3 = """<!DOCTYPE html><html><head><title>Moons - View topic - Io</title>
<link rel="canonical" href="https://moons.example/viewtopic.php?t=7"></head><body><div id="wrap">
<ul class="navlinks"><li class="breadcrumbs"><span class="crumb"><a href="./index.php">Board index</a></span>
<span class="crumb"><a href="./viewforum.php?f=1">Planets</a></span>
<span class="crumb"><a href="./viewforum.php?f=2">Jupiter</a></span></li></ul>
<div id="page-body"><h2 class="topic-title"><a href="./viewtopic.php?f=2&amp;t=7&amp;sid=abc">Io</a></h2>
<div class="pagination">{posts} posts &bull; Page <strong>{page}</strong> of <strong>{pages}</strong></div>
{body}
</div></div>All times are <span title="UTC+2">UTC+02:00</span> <p>Powered by <a href="#">phpBB</a></p></body></html>"""
PHPBB_3_POST = """<div id="p{id}" class="post has-profile bg2"><div class="inner">
<dl class="postprofile" id="profile{id}"><dt><a href="./memberlist.php?u=2" class="username">{author}</a></dt>
<dd>Posts: 3</dd></dl><div class="postbody"><div id="post_content{id}"><h3><a href="#p{id}">Re: Io</a></h3>
<p class="author"><a class="unread" href="./viewtopic.php?p={id}#p{id}"><i>Post</i></a>
<span>by <strong><a href="./memberlist.php?u=2" class="username">{author}</a></strong> &raquo; </span>{date}</p>
<div class="content">{body}</div>
<dl class="attachbox"><dt>Attachments</dt><dd><dl class="file"><dt>
<a class="postlink" href="./file-{id}.txt">plan.txt</a>
</dt></dl></dd></dl><div class="notice">Last edited by Ada</div><div class="signature">sig</div></div></div></div>
</div>"""

PHPBB_3_TABLES = """<html><head><title>Moons</title></head><body><div id="pageheader"><h2>
<a class="titles" href="./viewtopic.php?f=2&amp;t=7">Io</a></h2></div><p class="breadcrumbs">
<a href="./index.php">All</a>
<a href="./viewforum.php?f=2">Jupiter</a></p><table><tr><td class="nav">Page <strong>1</strong> of <strong>1</strong>
</td>
<td class="gensmall" nowrap="nowrap">[ {posts} posts ]</td></tr></table>{body}</body></html>"""
PHPBB_3_TABLES_POST = """<table class="tablebg"><tr class="row1"><td><a name="p{id}"></a>
<b class="postauthor">{author}</b>
</td><td><table><tr><td class="gensmall" width="100%"><div style="float: left;">Post subject: Io</div>
<div style="float: right;"><a href="./viewtopic.php?p={id}#p{id}"><img src="i.gif"></a>Posted: {date}</div></td></tr>
</table></td></tr><tr><td class="profile"><span class="postdetails"><b>Joined:</b> Fri May 13, 2005 8:29 am</span></td>
<td><table><tr><td><div class="postbody">{body}</div></td></tr></table></td></tr></table>"""

PHPBB_2 = """<html><head><title>Moons :: View topic - Io</title></head><body><a class="maintitle"
href="viewtopic.php?t=7&amp;start=0">Io</a><span class="nav"><a href="index.php" class="nav">Moons Forum Index</a>
-> <a href="viewforum.php?f=2" class="nav">Jupiter</a></span><table class="forumline"><tr><th>Author</th></tr>
{body}</table><span class="nav">Page <b>1</b> of <b>1</b></span>Powered by <a href="x">phpBB</a></body></html>"""
PHPBB_2_POST = """<tr><td class="row1"><span class="name"><a name="{id}"></a><b>{author}</b></span><br />
<span class="postdetails">Joined: 13 May 2005</span></td><td class="row1"><table><tr><td>
<a href="viewtopic.php?p={id}#{id}"><img src="i.gif"></a><span class="postdetails">Posted: {date}<span class="gen">
</span>Post subject: </span></td></tr><tr><td colspan="2"><hr /></td></tr><tr><td colspan="2"><span class="postbody">
</span><table><tr><td><b>Bo wrote:</b></td></tr><tr><td class="quote">Why?</td></tr></table>
<span class="postbody">{body}</span><span class="gensmall">Last edited</span></td></tr></table></td></tr>
<tr><td class="row1"><span class="nav"><a href="#top" class="nav">Back to top</a></span></td></tr>"""

VBULLETIN_3 = """<html><head><meta name="generator" content="vBulletin 3.8.4" /><title>Io - Moons</title></head><body>
<table><tr><td><span class="navbar"><a href="index.php">Moons</a></span>
<span class="navbar">&gt; <a href="forumdisplay.php?f=2">Jupiter</a></span></td></tr><tr><td class="navbar">
<a href="/x"><img src="b.gif"></a> <strong>Io</strong></td></tr></table><a href="printthread.php?t=7">Print</a>
<div class="pagenav"><table><tr><td class="vbmenu_control">Page 1 of 1</td></tr></table></div>
<div id="posts">{body}</div>All times are GMT +1. The time now is 10:00 PM. Powered by vBulletin</body></html>"""
VBULLETIN_3_POST = """<div align="center"><div id="edit{id}"><table class="tborder" id="post{id}"><tr>
<td class="thead"><div class="normal" style="float:right">#<a href="showpost.php?p={id}" id="postcount{id}">1</a></div>
<div class="normal"><a name="post{id}"><img src="p.gif"></a> {date}</div></td></tr><tr><td class="alt2">
<div id="postmenu_{id}"><a class="bigusername" href="member.php?u=2">{author}</a></div>
<div class="smallfont">Join Date: Jan 2004</div></td></tr><tr><td class="alt1" id="td_post_{id}">
<div class="smallfont"><strong>Re: Io</strong></div><hr /><div id="post_message_{id}">{body}</div>
<fieldset class="fieldset"><legend>Attached Files</legend><a href="attachment.php?attachmentid=9">plan.txt</a>
</fieldset>
<div>__________________<br />sig</div></td></tr></table></div></div>"""

VBULLETIN_4 = """<html><head><meta name="generator" content="vBulletin 4.2.2" /><title>Io</title></head><body>
<div id="breadcrumb"><ul><li class="navbit"><a href="index.php">Forum</a></li>
<li class="navbit"><a href="forumdisplay.php?2-Jupiter">Jupiter</a></li><li class="navbit lastnavbit"><span>Io</span>
</li>
</ul></div><div id="pagetitle"><h1>Thread: <span class="threadtitle"><a href="showthread.php?7-Io">Io</a></span></h1>
</div>
<div class="postpagestats">Results 1 to 2 of 2</div><ol id="posts">{body}</ol></body></html>"""
VBULLETIN_4_POST = """<li class="postbitlegacy postbitim postcontainer old" id="post_{id}"><div class="posthead">
<span class="postdate old"><span class="date">{date}</span></span><span class="nodecontrols">
<a name="post{id}" href="showthread.php?7-Io&amp;p={id}#post{id}" class="postcounter">#1</a></span></div>
<div class="postdetails"><div class="userinfo"><div class="username_container"><a class="username offline popupctrl"
href="member.php?2"><strong>{author}</strong></a></div></div><div class="postbody"><div class="postrow">
<h2 class="title icon">Re: Io</h2><div class="content"><div id="post_message_{id}">
<blockquote class="postcontent restore ">{body}</blockquote></div></div></div></div></div></li>"""

SMF_2 = """<html><head><title>Io</title><link rel="canonical" href="http://moons.example/index.php?topic=7.0" /></head>
<body><div class="navigate_section"><ul><li><a href="http://moons.example/index.php"><span>Moons</span></a></li>
<li><a href="http://moons.example/index.php?board=2.0"><span>Jupiter</span></a></li>
<li class="last"><a href="http://moons.example/index.php?topic=7.0"><span>Io</span></a></li></ul></div>
<div id="forumposts"><h3>Topic: Io &nbsp;(Read 12 times)</h3>{body}</div>Simple Machines</body></html>"""
SMF_2_POST = """<div class="windowbg"><div class="post_wrapper"><div class="poster"><h4>
<a href="http://moons.example/index.php?action=profile;u=2" title="View the profile of {author}">{author}</a></h4></div>
<div class="postarea"><div class="flow_hidden"><div class="keyinfo"><h5 id="subject_{id}">
<a href="http://moons.example/index.php?topic=7.msg{id}#msg{id}" rel="nofollow">Re: Io</a></h5>
<div class="smalltext">&#171; <strong>Reply #1 on:</strong> {date} &#187;</div></div></div><div class="post">
<div class="inner" id="msg_{id}">{body}</div></div></div><div class="moderatorbar">
<div class="signature" id="msg_{id}_signature">sig</div></div></div></div>"""

XENFORO_2 = """<!DOCTYPE html><html id="XF" data-template="thread_view" data-content-key="thread-7"><head>
<title>Io</title>
<link rel="canonical" href="https://moons.example/threads/io.7/" /></head><body><ul class="p-breadcrumbs">
<li><a href="/"><span>Home</span></a></li><li><a href="/forums/jupiter.2/"><span>Jupiter</span></a></li></ul>
<h1 class="p-title-value">Io</h1><script type="application/ld+json">{{"@type": "WebPage", "mainEntity":
{{"@type": "DiscussionForumPosting", "headline": "Io", "interactionStatistic": [{{"interactionType":
"https://schema.org/CommentAction", "userInteractionCount": 1}}]}}}}</script>{body}</body></html>"""
XENFORO_2_POST = """<article class="message message--post js-post" data-author="{author}" data-content="post-{id}"
id="js-post-{id}"><div class="message-inner"><div class="message-cell message-cell--main">
<header class="message-attribution"><ul class="message-attribution-main"><li><a href="/threads/io.7/post-{id}">
<time class="u-dt" datetime="{date}" data-time="1">then</time></a></li></ul></header>
<div class="message-userContent"><article class="message-body js-selectToQuote"><div><div class="bbWrapper">{body}</div>
</div></article></div><section class="message-attachments"><ul><li><a class="file-preview" href="/attachments/plan.9/">
</a><div class="file-name"><a href="/attachments/plan.9/">plan.txt</a></div></li></ul></section>
<aside class="message-signature">sig</aside></div></div></article>"""

XENFORO_1 = """<html id="XenForo"><head><title>Io</title></head><body><nav><fieldset class="breadcrumb"><span
class="crumbs"><span class="crust"><a href="https://moons.example/" class="crumb"><span>Home</span></a></span>
<span class="crust"><a href="https://moons.example/forums/jupiter.2/" class="crumb"><span>Jupiter</span></a></span>
</span>
</fieldset></nav><div class="titleBar"><h1>Io</h1></div><div class="pageNavLinkGroup"><div class="PageNav" data-page="1"
data-last="1"><a href="threads/io.7/page-1">1</a></div></div><ol class="messageList">{body}</ol></body></html>"""
XENFORO_1_POST = """<li id="post-{id}" class="message" data-author="{author}"><div class="messageUserInfo"></div>
<div class="messageInfo primaryContent"><div class="messageContent"><article><blockquote class="messageText
SelectQuoteContainer ugc baseHtml">{body}<div class="messageTextEndMarker">&nbsp;</div></blockquote></article></div>
<div class="messageMeta"><a href="threads/io.7/#post-{id}" class="item muted datePermalink"><span class="DateTime"
title="{date}">then</span></a></div></div></li>"""

MYBB = """<html><head><title>Io</title><link rel="canonical" href="https://moons.example/thread-7.html" /></head><body>
<div class="navigation"><a href="https://moons.example/index.php">Moons</a> &rsaquo;
<a href="https://moons.example/forum-2.html">Jupiter</a><br /><span class="active">Io</span></div>
<div id="posts">{body}</div>Powered By <a href="https://mybb.com">MyBB</a></body></html>"""
MYBB_POST = """<a name="pid{id}" id="pid{id}"></a><div class="post" id="post_{id}"><div class="post_author">
<div class="author_information"><strong><span class="largetext"><a href="user-2.html">{author}</a></span></strong></div>
</div><div class="post_content"><div class="post_head"><div class="float_right"><strong>
<a href="thread-7-post-{id}.html#pid{id}">#1</a></strong></div><span class="post_date">{date}
<span class="post_edit" id="edited_by_{id}"></span></span></div><div class="post_body scaleimages" id="pid_{id}">{body}
</div></div></div>"""

INVISION_4 = """<html><head><title>Io</title><link rel="canonical" href="https://moons.example/topic/7-io/"></head>
<body>
<nav class="ipsBreadcrumb"><ul><li><a href="https://moons.example/forum/2-jupiter/"><span>Jupiter</span></a></li></ul>
</nav><h1 class="ipsType_pageTitle"><span class="ipsType_break"><span>Io</span></span></h1>{body}</body></html>"""
INVISION_4_POST = """<article id="elComment_{id}" class="cPost ipsComment"><aside><h3 class="cAuthorPane_author">
<strong><a href="/profile/2/">{author}</a></strong></h3></aside><div><a href="?do=findComment&amp;comment={id}"><time
datetime="{date}">then</time></a><div data-role="commentContent" class="ipsType_richText">{body}</div></div>
</article>"""

DISCUZ = """<html><head><meta name="generator" content="Discuz! X3" /><title>Io</title></head><body><div id="pt"><div
class="z"><a href="forum.php">Moons</a><a href="forum-2-1.html">Jupiter</a></div></div><h1 class="ts">
<span id="thread_subject">Io</span></h1><a href="thread-7-1-1.html">link</a><div id="postlist">{body}</div></body>
</html>"""
DISCUZ_POST = """<div id="post_{id}"><table id="pid{id}" class="plhin"><tr><td class="pls"><div class="authi">
<a href="s"
class="xw1">{author}</a></div></td><td class="plc"><div class="pti"><div class="authi"><em id="authorposton{id}">发表于
{date}</em></div></div><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_{id}"><i class="pstatus">edited</i>
{body}</td></tr></table></div></td></tr></table></div>"""

VANILLA = """<html><head><title>Io</title><link rel="canonical" href="https://moons.example/discussion/7/io" /></head>
<body>
<span class="Breadcrumbs"><span class="CrumbLabel"><a href="https://moons.example/categories/jupiter">Jupiter</a></span>
</span><div class="PageTitle"><h1>Io</h1></div><ul class="MessageList">{body}</ul></body></html>"""
VANILLA_POST = """<li class="Item ItemComment" id="Comment_{id}"><div class="Comment"><div class="Item-Header">
<span class="Author"><a href="/profile/2" class="Username">{author}</a></span><div class="Meta">
<span class="DateCreated">
<a href="/discussion/comment/{id}#Comment_{id}" class="Permalink"><time datetime="{date}">then</time></a></span></div>
</div><div class="Item-Body"><div class="Message">{body}</div></div></div></li>"""

FLUXBB = """<html><head><title>Io / Moons</title></head><body><ul class="crumbs"><li><a href="index.php">Index</a></li>
<li><a href="viewforum.php?id=2">Jupiter</a></li><li><strong><a href="viewtopic.php?id=7">Io</a></strong></li></ul>
{body}<p>Powered by <a href="x">FluxBB</a></p></body></html>"""
FLUXBB_POST = """<div id="p{id}" class="blockpost rowodd"><h2><span><span class="conr">#1</span>
<a href="viewtopic.php?pid={id}#p{id}">{date}</a></span></h2><div class="box"><div class="inbox"><div class="postbody">
<div class="postleft"><dl><dt><strong>{author}</strong></dt></dl></div><div class="postright"><h3>Re: Io</h3>
<div class="postmsg">{body}</div></div></div></div></div></div>"""

DISCOURSE = """<html><head><title>Io - Moons</title><meta name="generator" content="Discourse 3.1">
<link rel="canonical" href="https://moons.example/t/io/7" /></head><body class="crawler"><div id="topic-title"><h1>
<a href="/t/io/7">Io</a></h1><div class="topic-category"><span><a href="/c/jupiter/2"><span>Jupiter</span></a></span>
</div>
</div>{body}</body></html>"""
DISCOURSE_POST = """<div id="post_{id}" class="topic-body crawler-post"><div class="crawler-post-meta"><span
class="creator"><a href="/u/x"><span itemprop="name">{author}</span></a></span><span class="crawler-post-infos">
<time datetime="{date}" class="post-time">then</time></span></div><div class="post" itemprop="text">{body}</div>
</div>"""

TEMPLATES = {
    "phpBB 3": (PHPBB_3, PHPBB_3_POST, "Sun May 06, 2012 3:14 pm"),
    "phpBB 3, subsilver2": (PHPBB_3_TABLES, PHPBB_3_TABLES_POST, "Sun May 06, 2012 3:14 pm"),
    "phpBB 2": (PHPBB_2, PHPBB_2_POST, "Sun May 06, 2012 3:14 pm"),
    "vBulletin 3": (VBULLETIN_3, VBULLETIN_3_POST, "05-06-2012, 03:14 PM"),
    "vBulletin 4": (VBULLETIN_4, VBULLETIN_4_POST, "6th May 2012, 15:14"),
    "SMF 2": (SMF_2, SMF_2_POST, "May 06, 2012, 03:14:00 PM"),
    "XenForo 2": (XENFORO_2, XENFORO_2_POST, "2012-05-06T15:14:00+0000"),
    "XenForo 1": (XENFORO_1, XENFORO_1_POST, "May 6, 2012 at 3:14 PM"),
    "MyBB": (MYBB, MYBB_POST, "05-06-2012, 03:14 PM"),
    "Invision 4": (INVISION_4, INVISION_4_POST, "2012-05-06T15:14:00Z"),
    "Discuz": (DISCUZ, DISCUZ_POST, "2012-5-6 15:14"),
    "Vanilla": (VANILLA, VANILLA_POST, "2012-05-06T15:14:00+00:00"),
    "FluxBB, PunBB": (FLUXBB, FLUXBB_POST, "2012-05-06 15:14:00"),
    "Discourse": (DISCOURSE, DISCOURSE_POST, "2012-05-06T15:14:00Z"),
}
"""The page and the post of each engine, and the date of the posts."""


def page_of(engine: str, ids: tuple[int, ...] = (11, 12), **fields: object) -> str:
    """A page of a thread with these posts."""
    page, post, date = TEMPLATES[engine]
    values = {"page": 1, "pages": 1, "posts": len(ids), "date": date, "text": "Words of post", **fields}
    posts = (
        post.format(id=id_, author="Ada" if id_ % 2 else "Bo", date=values["date"], body=f"{values['text']} {id_}")
        for id_ in ids
    )
    return page.format(body="".join(posts), **{name: values[name] for name in ("page", "pages", "posts")})
