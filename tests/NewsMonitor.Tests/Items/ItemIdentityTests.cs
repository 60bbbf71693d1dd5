using NewsMonitor.Core.Items;
using Xunit;

namespace NewsMonitor.Tests.Items;

public sealed class ItemIdentityTests
{
    private static readonly Uri Link = new("https://example.org/iraq?id=7#top");

    [Fact]
    public void Fingerprints_are_the_same_on_every_machine_and_in_every_release()
    {
        var identity = ItemIdentity.Of("tag:example.org,2020:7", Link, "Iraq", "Troops stay", "");

        // Written down once: a release that changes one of these alerts everybody of everything again.
        Assert.Equal("8f408fb431c576e33c5f3577015fbf38", identity.Guid);
        Assert.Equal("4072245f27d432c4d56a4798562adf3e", identity.Link);
        Assert.Equal("b34e47ed1ab2e7403a581c671e9ba41f", identity.Content);
    }

    [Theory]
    [InlineData(IdentityPolicy.Guid, "g-")]
    [InlineData(IdentityPolicy.Link, "l-")]
    [InlineData(IdentityPolicy.Content, "c-")]
    public void A_policy_reads_the_key_from_its_own_fingerprint(IdentityPolicy policy, string prefix) =>
        Assert.StartsWith(prefix, ItemIdentity.Of("7", Link, "a", "b", "c").Key(policy), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, true, "l-")]
    [InlineData("  ", true, "l-")]
    [InlineData(null, false, "c-")]
    public void What_is_missing_falls_through_to_the_next_fingerprint(string? guid, bool hasLink, string prefix) =>
        Assert.StartsWith(
            prefix,
            ItemIdentity.Of(guid, hasLink ? Link : null, "a", "b", "c").Key(IdentityPolicy.Guid),
            StringComparison.Ordinal
        );

    [Fact]
    public void White_space_around_a_guid_does_not_count() =>
        Assert.Equal(ItemIdentity.Of("7", null, "", "", ""), ItemIdentity.Of(" 7\n", null, "", "", ""));

    [Fact]
    public void A_site_that_changes_from_http_to_https_changes_no_link() =>
        Assert.Equal(
            ItemIdentity.Of(null, Link, "", "", "").Link,
            ItemIdentity.Of(null, new Uri("http://example.org/iraq?id=7#top"), "", "", "").Link
        );

    [Theory]
    [InlineData("https://example.org/iraq?utm_source=rss&id=7&utm_medium=feed#top")]
    [InlineData("https://example.org/iraq?id=7&fbclid=abc123#top")]
    [InlineData("https://example.org/iraq?id=7&ref=rss#top")]
    [InlineData("https://example.org/iraq?id=7&at_medium=RSS&at_campaign=KARANGA#top")]
    public void What_only_follows_the_reader_is_no_part_of_a_link(string tracked) =>
        Assert.Equal(
            ItemIdentity.Of(null, Link, "", "", "").Link,
            ItemIdentity.Of(null, new Uri(tracked), "", "", "").Link
        );

    [Theory]
    [InlineData("https://example.org/iraq#xtor=RSS-1")]
    [InlineData("https://example.org/iraq?xtor=RSS-1")]
    [InlineData("https://example.org/iraq?utm_source=a#utm_source=b&utm_medium=c")]
    public void Nothing_is_left_of_a_query_that_only_follows_the_reader(string tracked) =>
        Assert.Equal(
            ItemIdentity.Of(null, new Uri("https://example.org/iraq"), "", "", "").Link,
            ItemIdentity.Of(null, new Uri(tracked), "", "", "").Link
        );

    [Theory]
    [InlineData("https://example.org/iraq?id=7&ref=8#top")]
    [InlineData("https://example.org/iraq?id=7&source=reuters#top")]
    [InlineData("https://example.org/iraq?id=7&utmost=1#top")]
    [InlineData("https://example.org/iraq?id=7&#top")]
    [InlineData("https://example.org/iraq?id=8#top")]
    [InlineData("https://example.org/iran?id=7#top")]
    [InlineData("https://example.org:8443/iraq?id=7#top")]
    [InlineData("https://news.example.org/iraq?id=7#top")]
    public void Another_address_is_another_link(string other) =>
        Assert.NotEqual(
            ItemIdentity.Of(null, Link, "", "", "").Link,
            ItemIdentity.Of(null, new Uri(other), "", "", "").Link
        );

    [Fact]
    public void Where_one_text_ends_and_the_next_begins_counts() =>
        Assert.NotEqual(
            ItemIdentity.Of(null, null, "ab", "c", "").Content,
            ItemIdentity.Of(null, null, "a", "bc", "").Content
        );

    [Fact]
    public void A_guid_and_a_link_of_the_same_words_are_two_things()
    {
        var identity = ItemIdentity.Of("example.org/iraq?id=7#top", Link, "", "", "");

        Assert.NotEqual(identity.Guid, identity.Link);
    }
}
