using System.Text;
using NewsMonitor.Feeds.Parsing;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Parsing;

/// <summary>Documents that an accident befell: cut, flipped, repeated, with markup thrown in. The seed is fixed.</summary>
public sealed class MutationTests
{
    private const int Mutants = 300;

    /// <summary>What reading one of these small documents may allocate at most, in bytes.</summary>
    private const long Allowance = 32 * 1024 * 1024;

    public static TheoryData<string> Documents =>
        [
            Reading.Rss(
                string.Concat(
                    Enumerable
                        .Range(0, 12)
                        .Select(i =>
                            $"<item><title>Troops {i} &amp; talks</title><link>https://example.org/{i}</link><guid>{i}</guid><pubDate>Mon, 06 Jan 2020 20:00:00 GMT</pubDate><description><![CDATA[<p>A <a href='/x'>letter</a></p>]]></description></item>"
                        )
                )
            ),
            Reading.Atom(
                string.Concat(
                    Enumerable
                        .Range(0, 12)
                        .Select(i =>
                            $"<entry xml:base='b/'><title type='html'>Troops &lt;b&gt;{i}&lt;/b&gt;</title><link href='{i}'/><id>tag:example.org,2020:{i}</id><updated>2020-01-06T20:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>déjà</p></div></content></entry>"
                        )
                )
            ),
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>World</title></channel><item rdf:about='y'><title>Troops</title></item></rdf:RDF>",
            """{"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": [{"id": "7", "url": "/t", "content_html": "<p>Troops</p>", "tags": ["a", "b"], "date_published": "2020-01-06T20:00:00Z"}, {"id": 8, "content_text": "x"}]}""",
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void No_accident_to_a_document_brings_the_reader_down(string document)
    {
        var chance = new Random(7);
        var bytes = Encoding.UTF8.GetBytes(document);
        for (var mutant = 0; mutant < Mutants; mutant++)
        {
            var broken = Mutation.Of(bytes, chance);
            var before = GC.GetAllocatedBytesForCurrentThread();

            var result = Reading.Parse(broken);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allowance);
            if (result is Parsed feed)
                Assert.All(feed.Items, item => Assert.DoesNotContain("<script", $"{item.SummaryHtml}{item.BodyHtml}"));
            else
                Assert.NotEmpty(Assert.IsType<Unreadable>(result).Reason);
        }
    }
}
