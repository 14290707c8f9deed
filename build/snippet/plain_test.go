package snippet

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlain(t *testing.T) {
	for html, want := range map[string]string{
		// What a step is made of.
		`<section class="step" id="a"><header><span class="n">4</span><h2 id="b">Get a token</h2></header><p class="soft">Send
		it, <b>now</b>.</p></section>`: "<p><strong>Get a token</strong></p>\n<p>Send it, <b>now</b>.</p>",
		// What only a script can do.
		`<button>Send</button><noscript><p>x</p></noscript><template><p>x</p></template><p hidden>x</p><p class="empty">x</p><p data-part="x">x</p><details><summary>x</summary>x</details><div class="switches"><input type=radio checked></div>`: "",
		// The request, plain and as curl, and what was answered.
		`<section class="request"><div class="head"><strong>Request</strong></div><div class="panel" id="a-http"><pre data-part="http">GET /<span class="k-a">x</span> HTTP/1.1

{"a": "&lt;&amp;&gt;"}

</pre></div><div class="panel" id="a-curl" hidden><p class="note" data-part="curl-note">x</p><pre data-part="curl">curl</pre></div></section>
		<section class="response"><div class="head"><p class="status">Not sent yet</p></div></section>
		<section class="sample"><div class="head"><p class="status ok">200 OK</p></div><dl class="fields"><div><dt>a</dt><dd>3 s<span data-meaning="a">Means <code>b</code>.</span></dd></div></dl></section>`: `<p>The request:</p>
<pre>GET /x HTTP/1.1
&#10;{"a": "&lt;&amp;&gt;"}</pre>
<p>The same with curl:</p>
<pre>curl</pre>
<p>The answer, 200 OK:</p>
<dl>
<dt>a</dt>
<dd>3 s</dd>
<dd>Means <code>b</code>.</dd>
</dl>`,
		// Two empty lines, one of them with a blank on it.
		"<pre>a\n \n\nb</pre>": "<pre>a\n&#10;&#10;b</pre>",
		// Fields are what stands in them; those that a step before fills are left out.
		`<div class="inputs"><div class="field"><label>Secret</label><div class="entry"><input value="&quot;s3"><button>Show</button></div><p class="hint" data-part="note">Keep it.</p></div><div class="field"><label>Token</label><input value=""></div></div>`: "<dl>\n<dt>Secret</dt>\n<dd><code>\"s3</code></dd>\n<dd>Keep it.</dd>\n</dl>",
		`<div class="inputs"><div class="field"><label>Token</label><input value=""></div></div>`:                        "",
		`<div class="anatomy"><span class="soft">plain</span><span class="mono"><span class="k">a</span>:b</span></div>`: "<dl>\n<dt>plain</dt>\n<dd><code>a:b</code></dd>\n</dl>",
		// A program that a page shows line by line.
		`<section class="php"><ol class="lines"><li><code>if (a) {</code></li><li class="in"><code>$b<wbr><span class="to">-></span>c();<br>d();</code></li></ol><ol class="lines added"></ol></section>`: "<p>In PHP:</p>\n<pre>if (a) {\n    $b-&gt;c();\n    d();</pre>",
		// Exchanges one after the other.
		`<section class="sample"><p class="note">In turn:</p><ol class="told"><li><p class="said">First.</p><details><summary><code>GET /a</code> <span class="status">401 Unauthorized</span></summary><pre>GET /a</pre><pre>{}</pre></details></li></ol></section>`: "<p>In turn:</p>\n<p>First.</p>\n<pre>GET /a</pre>\n<p>The answer, 401 Unauthorized:</p>\n<pre>{}</pre>",
		// Links stay if they lead somewhere from any page; template languages find nothing.
		`<p><a href="https://example.com/?a&amp;b" rel="x">out</a> <a href="#up">up</a> {{a}}</p>`:                  `<p><a href="https://example.com/?a&amp;b">out</a> up &#123;&#123;a}}</p>`,
		`<ul><li>a <i>b</i></li></ul><table><tbody><tr><th scope="row">a</th><td>b&shy;c</td></tr></tbody></table>`: "<ul>\n<li>a <i>b</i></li>\n</ul>\n<table>\n<tbody>\n<tr><th scope=\"row\">a</th><td>bc</td></tr>\n</tbody>\n</table>",
	} {
		got, err := Plain(html)
		require.NoError(t, err)
		require.Equal(t, want, got, html)
	}
	_, err := Plain("<p>not closed")
	require.Error(t, err)
}
