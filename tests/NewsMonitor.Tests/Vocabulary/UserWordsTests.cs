using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class UserWordsTests
{
    private static readonly UserWords Mine = new()
    {
        Concepts =
        [
            new UserConcept("withdrawal")
            {
                Synonyms = ["redeployment"],
                Weak = ["exits"],
                Never = ["pullout", "leave"],
            },
            new UserConcept("denial") { Never = ["deny"] },
            new UserConcept("flotilla") { Synonyms = ["convoy@military"] },
        ],
        Places =
        [
            new UserPlace("Iraq")
            {
                People = ["Mesopotamian"],
                Cities = ["Zakho"],
                Also = ["Mesopotamia"],
            },
            new UserPlace("Anglia Ruskin") { Cities = ["Chelmsford"] },
        ],
    };

    private static readonly Meanings Vocabulary = Shipped.Vocabulary.With(Mine);

    [Fact]
    public void A_users_synonyms_come_first_and_shipped_ones_stay()
    {
        var synonyms = Vocabulary.SynonymsOf("withdrawal").ToArray();

        Assert.Equal(new Synonym("redeployment", IsWeak: false, Behind: null), synonyms[0]);
        Assert.Equal(new Synonym("exit", IsWeak: true, Behind: null), Assert.Single(synonyms, s => s.Words == "exit"));
        Assert.Contains(synonyms, synonym => synonym.Words == "pull out");
    }

    [Fact]
    public void A_synonym_that_the_user_never_wants_is_gone()
    {
        Assert.DoesNotContain(Vocabulary.SynonymsOf("withdrawal"), synonym => synonym.Words is "pullout" or "leave");
        Assert.DoesNotContain("deny", Vocabulary.FamilyOf("denial"));
        Assert.Contains("denial", Vocabulary.FamilyOf("deny"));
    }

    [Fact]
    public void A_user_may_guard_a_synonym_with_a_class() =>
        Assert.Equal(
            new Synonym("convoy", IsWeak: false, Behind: "military"),
            Assert.Single(Vocabulary.SynonymsOf("flotilla"))
        );

    [Fact]
    public void A_shipped_place_takes_on_the_users_forms()
    {
        var iraq = Assert.Single(Vocabulary.PlacesNamed("Mesopotamia"));

        Assert.Equal("Iraq", iraq.Name);
        Assert.Contains(iraq.Forms, form => form is { Words: ["zakho"], Role: PlaceRole.City });
        Assert.Contains(iraq.Forms, form => form is { Words: ["mesopotamian"], Role: PlaceRole.People });
        Assert.True(Vocabulary.IsOfClass("military", "mesopotamian"));
        Assert.False(Shipped.Vocabulary.IsOfClass("military", "mesopotamian"));
    }

    [Fact]
    public void A_place_of_the_users_own_is_a_place()
    {
        var place = Assert.Single(Vocabulary.PlacesNamed("anglia ruskin"));

        Assert.Equal(["anglia ruskin", "chelmsford"], place.Forms.Select(form => string.Join(' ', form.Words)));
    }

    [Fact]
    public void Words_added_later_join_those_added_before()
    {
        var both = Vocabulary.With(
            new UserWords { Concepts = [new UserConcept("withdrawal") { Synonyms = ["egress"] }] }
        );

        Assert.Contains(both.SynonymsOf("withdrawal"), synonym => synonym.Words == "egress");
        Assert.Contains(both.SynonymsOf("withdrawal"), synonym => synonym.Words == "redeployment");
        Assert.Empty(Shipped.Vocabulary.PlacesNamed("Mesopotamia"));
    }
}
