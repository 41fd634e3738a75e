import { trustedMarkup, type Html } from '../html.js'

/** The page's own style: system fonts, light and dark, print. */
export const style: Html = trustedMarkup(`<style>
:root{color-scheme:light dark;--ink:#1b2430;--soft:#56616f;--paper:#fff;--wash:#f5f7f9;--line:#dde3e9;--accent:#0b5cad;--for:#2a6fbb;--against:#b4512f;--warm:#fff6e5;--warmline:#d99a2b;
--s1:#0b5cad;--s2:#8aa4bf;--h1:#fdf3e4;--h2:#fbe3c0;--h3:#f7c98f;--h4:#f0a868;--h5:#e8884a;--hi:#1b2430}
@media (prefers-color-scheme:dark){:root{--ink:#e5e9ee;--soft:#a3aebb;--paper:#12171d;--wash:#1a2129;--line:#303a45;--accent:#7ab8f5;--for:#5f9fe0;--against:#e08a63;--warm:#2a2417;--warmline:#c08a2e;
--s1:#6aaef2;--s2:#5b7086;--h1:#2b2620;--h2:#43341f;--h3:#5f4520;--h4:#7d5722;--h5:#945f22;--hi:#fff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.page{max-width:1180px;margin:0 auto;padding:0 16px 64px}
header.top{padding:40px 0 20px;border-bottom:3px solid var(--ink)}
.skip{position:absolute;left:8px;top:-60px;z-index:3;background:var(--paper);padding:8px 14px;border:2px solid var(--accent);border-radius:4px}.skip:focus{top:8px}
main:focus{outline:none}main section,dl>div{scroll-margin-top:56px}
h1{font-size:clamp(1.6rem,4vw,2.35rem);line-height:1.15;letter-spacing:-.02em;margin:0 0 8px;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:1.5rem;line-height:1.2;letter-spacing:-.012em;margin:56px 0 14px;overflow-wrap:anywhere}
h3{font-size:1.15rem;line-height:1.3;margin:36px 0 10px;overflow-wrap:anywhere}
p,li{max-width:72ch;overflow-wrap:anywhere}p{margin:0 0 12px}
.meta{color:var(--soft);margin:0}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible,button:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.n{font-variant-numeric:tabular-nums;white-space:nowrap}
code{font:.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);font-size:.92rem}
nav ul{list-style:none;margin:0;padding:0;display:flex;gap:2px 20px;overflow-x:auto;scrollbar-width:thin}
nav li{margin:0;flex:none}nav a{display:block;padding:10px 0;text-decoration:none;white-space:nowrap}nav a:hover{text-decoration:underline}nav a[aria-current]{color:var(--ink);font-weight:650}
@media screen and (min-width:1200px){.page:has(nav){max-width:1420px;display:grid;grid-template-columns:188px minmax(0,1fr);column-gap:44px;align-items:start;padding:0 32px 64px}header.top,footer{grid-column:1/-1}
nav{border:0;max-height:100vh;overflow-y:auto;padding:32px 0 24px;scrollbar-width:thin}nav ul{display:block;overflow:visible}nav a{white-space:normal;padding:5px 0 5px 12px;border-left:3px solid var(--line);line-height:1.3}nav a[aria-current]{border-left-color:var(--accent)}
main{min-width:0}main>section:first-child h2{margin-top:32px}main section,dl>div{scroll-margin-top:20px}}
.parts{font-size:.92rem;color:var(--soft);max-width:none}
thead a.term{display:inline-block;min-width:24px;padding-top:5px}a.term{color:inherit;text-decoration:underline dotted 1px;text-underline-offset:.22em;cursor:help}
#tip{position:absolute;z-index:4;max-width:min(340px,calc(100vw - 16px));background:var(--ink);color:var(--paper);font-size:.85rem;line-height:1.45;padding:9px 12px;border-radius:5px}#tip[hidden]{display:none}
dl{max-width:84ch;margin:0}dl>div{display:grid;grid-template-columns:11rem 1fr;gap:2px 18px;padding:7px 0;border-top:1px solid var(--line)}dt{font-weight:650}dd{margin:0}dl>div:target{background:var(--warm)}
.sort{font:inherit;color:inherit;background:none;border:0;border-radius:3px;padding:0;margin:0 -5px 0 1px;min-width:24px;min-height:24px;cursor:pointer;vertical-align:baseline}.sort::after{content:"↕";content:"↕"/"";opacity:.45}
[aria-sort] .sort::after{opacity:1}[aria-sort=ascending] .sort::after{content:"↑";content:"↑"/""}[aria-sort=descending] .sort::after{content:"↓";content:"↓"/""}.sort:hover{background:var(--wash)}
.filter{display:flex;gap:14px;align-items:baseline;margin:6px 0 10px;font-weight:400;font-size:.875rem;color:var(--soft)}.filter input{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:4px;padding:4px 8px;width:15rem;max-width:60vw;min-height:28px}
tr.sum>*{border-top:1.5px solid var(--ink);font-weight:600}
#verdict ul{list-style:none;padding:0;margin:0}
#verdict li{padding:9px 0;border-top:1px solid var(--line);max-width:84ch}
#verdict li:first-child{border-top:0;font-size:1.2rem;line-height:1.45;padding-top:0}
#verdict .n{font-weight:650}
section[id^="reconcile-"]>h2+p{font-size:1.15rem;line-height:1.45;max-width:84ch}
#unchecked,section[id^="reconcile-"]>section[id$="-unchecked"]{max-width:84ch;background:var(--warm);border-left:4px solid var(--warmline);padding:18px 20px 12px;margin-top:36px;border-radius:0 6px 6px 0}
section[id$="-unchecked"] h3{margin:0 0 8px;font-size:1.05rem}section[id$="-unchecked"] ul{margin:0;padding-left:1.2em}section[id$="-unchecked"] li{margin:4px 0}
#unchecked h2{margin:0 0 8px;font-size:1.2rem}#unchecked ul{margin:0;padding-left:1.2em}#unchecked li{margin:4px 0}
figure,.table{margin:18px 0 22px}
figcaption,caption,summary,.caption{font-weight:650;text-align:left}
details.group{border-top:1px solid var(--line)}details.group:last-of-type{border-bottom:1px solid var(--line)}details.group summary{font-weight:500}details.group .scroll{margin:0 0 16px}details.group tbody th{min-width:11rem}details.group tbody tr:last-child>*{border-top:1.5px solid var(--ink);border-bottom:0;font-weight:600}
td.fall{min-width:200px;width:32%}.fall svg{display:block;width:100%;height:12px;min-width:180px}.fall path{stroke:var(--soft);stroke-width:1;vector-effect:non-scaling-stroke}.fall .for{fill:var(--for)}.fall .against{fill:var(--against)}.fall .total{fill:var(--s2)}
figcaption{margin:0 0 8px}
caption{padding:0 0 8px;caption-side:top}caption span{position:sticky;left:0;display:inline-block;max-width:calc(100vw - 34px)}
caption.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;padding:0}
summary{cursor:pointer;padding:7px 0}summary small{font-weight:400;color:var(--soft)}
details[open]>summary{margin-bottom:6px}
.scroll{overflow-x:auto;max-width:100%;scrollbar-width:thin}
.drawing{min-width:660px}.drawing svg{display:block;width:100%;height:auto;max-width:1000px;background:none!important;color:var(--ink);font:11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;position:relative}
th,td{padding:6px 10px;vertical-align:baseline;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{padding-left:0}
thead th{font-weight:600;color:var(--soft);border-bottom:1.5px solid var(--ink);vertical-align:bottom;max-width:11rem;min-width:3.2rem}
th.text,td.text,th.code{text-align:left}tbody th{font-weight:500;text-align:left}
td.text{max-width:26rem}td.text,th.text{min-width:5rem}td.long{min-width:15rem}td.date,th.date,table code{white-space:nowrap;text-align:left}
.num{text-align:right;font-variant-numeric:tabular-nums}
td b{font-weight:600;white-space:nowrap}td small{display:block;color:var(--soft);white-space:nowrap;font-size:.89em}
tbody tr:hover>*{background:var(--wash)}
td.heat{border:1px solid var(--paper)}td.heat small{color:inherit}
td.h0{border-bottom-color:var(--line)}td.h0 b{font-weight:400;color:var(--soft)}td.h0 small{color:var(--soft)}
td.h1,tbody tr:hover>td.h1{background:var(--h1)}td.h2,tbody tr:hover>td.h2{background:var(--h2)}td.h3,tbody tr:hover>td.h3{background:var(--h3)}td.h4,tbody tr:hover>td.h4{background:var(--h4)}td.h5,tbody tr:hover>td.h5{background:var(--h5)}
td.h1,td.h2,td.h3,td.h4,td.h5,td.h1 a,td.h2 a,td.h3 a,td.h4 a,td.h5 a{color:var(--hi)}
td.none{color:var(--soft);font-style:italic;font-size:.8rem}
td.dots{font:1rem/1 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.22em;white-space:nowrap;color:var(--s1)}
td.bar{white-space:nowrap}.bar .n{display:inline-block;min-width:3.4em}.track{display:inline-block;position:relative;width:120px;height:10px;margin-right:10px;border-left:0;background:linear-gradient(var(--line),var(--line)) center/1px 100% no-repeat;vertical-align:-1px}
.track i{position:absolute;top:0;height:10px}.track .for{background:var(--for)}.track .against{background:var(--against)}
.beside{display:grid;grid-template-columns:720fr 280fr;max-width:1000px}
.upset{display:grid;grid-template-columns:730fr 230fr;max-width:1000px;align-items:end}
del{color:var(--soft);text-decoration-color:var(--against)}ins{text-decoration:none;font-weight:600}td.change{text-align:left;overflow-wrap:anywhere;min-width:12rem;max-width:30rem}td.change .arrow{color:var(--soft);padding:0 .4em}
.legend{display:flex;gap:18px;margin:0 0 4px;font-size:.85rem;color:var(--soft)}.legend i{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.note{color:var(--soft);font-size:.85rem;margin:6px 0 0}.note:empty{display:none}
footer{margin-top:64px;padding-top:14px;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
@media (max-width:600px){body{font-size:15px}header.top{padding-top:24px}h2{margin-top:44px}dl>div{grid-template-columns:1fr}#unchecked{max-width:84ch;padding:14px}}
@page{size:A4;margin:14mm 12mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--wash:#fff;--line:#ccc;--accent:#0b3c6e;--warm:#fff;--for:#2a6fbb;--against:#b4512f;--s1:#0b5cad;--s2:#8aa4bf;--h1:#fdf3e4;--h2:#fbe3c0;--h3:#f7c98f;--h4:#f0a868;--h5:#e8884a;--hi:#000}
body{font-size:10pt}.page{max-width:none;padding:0}nav,.skip,.sort,.filter,#tip{display:none}tr[hidden]{display:table-row}a.term{text-decoration:none}h2{margin-top:22pt}h2,h3,caption,figcaption,summary{break-after:avoid}
tr,figure,dl>div{break-inside:avoid}.scroll{overflow:visible}table{max-width:100%}td,td small,td b,th{white-space:normal!important}td.text,td.change,table code{overflow-wrap:anywhere}th,td{min-width:0!important}table.many{font-size:6pt}table.many th,table.many td{padding:2pt 2.5pt}td.fall,.fall svg{min-width:90px!important}.drawing{min-width:0}table{font-size:7.2pt}caption,summary,figcaption{font-size:9pt}.note{font-size:8pt}td.long{min-width:90pt}th,td{padding:2.5pt 4pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.track i,.drawing{-webkit-print-color-adjust:exact;print-color-adjust:exact}td.text{min-width:0}thead th{min-width:0}thead{display:table-header-group}code{font-size:.92em}table code{white-space:normal;overflow-wrap:anywhere}
details::details-content{content-visibility:visible;block-size:auto;height:auto}summary{list-style:none}a{text-decoration:none}.track{width:60px}}
</style>`)
