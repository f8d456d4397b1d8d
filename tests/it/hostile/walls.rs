//! Walls: told, kept, never scored, never got past. Modelled on what is published about them; all invented.

use super::scenario::{
    Scenario, all, missing, ordinary, page, redirect, reply, row, status, usual,
};

pub(super) fn scenarios() -> Vec<Scenario> {
    let none = "not-assessable";
    let river = "<html><head><meta id=\"9DhefwqG\" content=\"KpQ2f8\" r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=88422;$_ts.cd=\"qqrWxq\";</script><script src=\"/4QbVtADbnLVIc/c.FxJzG50F.js\" r='m'></script></head><body><script r='m'>_$rM();</script></body></html>";
    let jsl = "<script>document.cookie=('_')+('_')+('j')+('s')+('l_clearance_s=1700.')+(+!+[]+'')+';max-age=3600';location.href=location.pathname+location.search</script>";
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let flare = format!("{html}Server: cloudflare\r\nCF-RAY: 8a1b2c-HKG\r\n");
    let moment = "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>";
    vec![
        all("w-river-412", none, "wall.waf", reply("412 Precondition Failed", &format!("{html}Set-Cookie: Xh2kQ8mVb1sS=60q; Path=/\r\n"), river.as_bytes())),
        all("w-river-202", none, "wall.waf", reply("202 Accepted", html, river.as_bytes())),
        all("w-river-200", none, "wall.waf", page(river)),
        all("w-jsl-521", none, "wall.waf", reply("521 ", &format!("{html}Set-Cookie: __jsluid_s=aa11; max-age=31536000\r\n"), jsl.as_bytes())),
        row("w-jsl-everywhere", none, "wall.waf", move |_| reply("521 ", "Set-Cookie: __jsluid_s=aa11\r\n", jsl.as_bytes())),
        all("w-flare-403", none, "wall.waf", reply("403 Forbidden", &format!("{flare}cf-mitigated: challenge\r\n"), moment.as_bytes())),
        all("w-flare-503", none, "wall.waf", reply("503 Service Unavailable", &flare, moment.as_bytes())),
        all("w-flare-200", none, "wall.waf", page(moment)),
        all("w-captcha", none, "wall.captcha", page("<title>安全验证</title><p>请完成安全验证后继续访问</p><div id=captcha></div>")),
        all("w-captcha-403", none, "wall.captcha|wall.waf", status("403 Forbidden", "<title>人机验证</title><p>请先完成验证</p>")),
        all("w-geetest", none, "wall.captcha", page("<script src=//static.geetest.com/v4/gt4.js></script><div id=box>向右拖动</div>")),
        row("w-login", none, "wall.login", |asked| match asked.path.as_str() {
            "/robots.txt" | "/sitemap.xml" => missing(),
            "/login" => page("<title>统一身份认证</title><form action=/auth method=post><input name=u placeholder=用户名><input type=password name=p><button>登录</button></form>"),
            _ => redirect("/login"),
        }),
        all("w-login-here", none, "wall.login", page("<title>用户登录</title><form><input name=u><input type=password><input type=submit value=登录></form>")),
        all("w-401", none, "http.forbidden", reply("401 Unauthorized", "WWW-Authenticate: Basic realm=x\r\n", b"no")),
        all("w-403", none, "http.forbidden", status("403 Forbidden", "<h1>403 Forbidden</h1>")),
        all("w-geo", none, "wall.geo", status("403 Forbidden", "<title>访问受限</title><p>本网站仅限中国大陆境内访问</p>")),
        all("w-geo-200", none, "wall.geo", page("<p>抱歉，您所在的国家或地区无法访问本网站。</p>")),
        all("w-geo-en", none, "wall.geo|http.forbidden", status("451 Unavailable For Legal Reasons", "<h1>This site is not available in your country</h1>")),
        all("w-parked", none, "content.parked", page("<title>域名出售</title><h1>该域名正在出售</h1><p>如需购买请联系</p>")),
        all("w-parked-en", none, "content.parked", page("<title>example.test</title><h1>This domain is for sale</h1><script src='//www.sedoparking.com/x.js'></script>")),
        all("w-maintenance", none, "http.unavailable", page("<title>系统维护</title><h1>系统维护中，请稍后访问</h1>")),
        all("w-maintenance-503", none, "http.unavailable", status("503 Service Unavailable", "<h1>系统维护中</h1>")),
        all("w-soft-404", none, "content.soft-404", page("<title>404</title><p>您访问的页面不存在</p>")),
        all("w-shell", none, "content.script-shell", page("<html><head><title>服务平台</title></head><body><div id=app></div><script src=/app.js></script></body></html>")),
        all("w-casino", none, "content.foreign", page("<title>澳门新葡京娱乐城</title><h1>真人荷官百家乐</h1><p>老虎机、体育投注、棋牌游戏，注册送彩金，首存优惠天天有，欢迎加入，百万玩家共同选择。</p>")),
        all("w-aliyun", none, "wall.waf", status("405 Not Allowed", "<title>405</title><p>Sorry, your request has been blocked as it may cause potential threats to the server's security.</p>")),
        all("w-cookie-script", none, "wall.waf", page("<script>document.cookie='ck=1;path=/';location.reload();</script>")),
        row("w-half", "partial", "wall.waf", move |asked| match asked.path.as_str() {
            "/b.html" => reply("412 Precondition Failed", "Content-Type: text/html\r\n", river.as_bytes()),
            _ => usual(asked),
        }),
        row("w-none", "assessed", "", usual),
        all("w-no-wall-words", "assessed|partial", "", page(&ordinary(&[]).replace("<ul></ul>", "<p>办事前请先完成验证，遇到验证码无法显示的，请刷新页面；境外访问较慢属正常现象。系统维护期间暂停服务的，另行公告。</p>"))),
    ]
}
