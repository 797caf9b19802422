"""What people may write, by malice or by accident: each must arrive as text, or visibly marked, in every format."""

CORPUS = {
    "typst": '#read("/etc/passwd") #import "x": * $ sum $ *bold* _it_ `raw` <label> @ref \\ // /* [a] ]',
    "jinja": "{{7*7}} {% include 'x' %} {# gone #} {{ ''.__class__ }}",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"quoted\" 'x'",
    "markdown": "# h\n**b** [l](javascript:alert(1)) ![i](http://x) | a | b |",
    "xml": "]]> <!-- --> <w:p/> &#x0; &lt; \x00\x01\x0b\x1b\ufffe\ud800 end",
    "formula": "=1+1",
    "formula_plus": "+cmd|' /C calc'!A0",
    "formula_at": "@SUM(A1)",
    "bidi": "pay \u202e001\u202c now \u202bopen \u2067isolate",
    "emoji": "agreed 👍🏽 👨‍👩‍👧 🏳️‍🌈 漢字 🦖",
    "long": "x" * 10_000,
    "joiners": "ශ්‍රී می‌خواهم क्‍ष",
    "braces": "%s {0} {name} %(x)s $HOME ${x} \\n \\u0041",
    "math": "costs $5 and $6, 50 % _{x}^{y} \\frac{1}{2}",
    "header_codes": '&P &[Date] &"Arial" R&D',
    "spaces": "  two  spaces\ttab\nline\r\nline ",
}
