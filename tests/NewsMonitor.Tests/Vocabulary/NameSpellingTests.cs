using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class NameSpellingTests
{
    [Theory]
    [InlineData("soleimani", "suleimani")]
    [InlineData("soleimani", "soleymani")]
    [InlineData("soleimani", "sulaimani")]
    [InlineData("gaddafi", "kadhafi")]
    [InlineData("gaddafi", "khadafy")]
    [InlineData("gaddafi", "qadhdhafi")]
    [InlineData("qassem", "ghasem")]
    [InlineData("mohammed", "muhammad")]
    [InlineData("husayn", "hussein")]
    [InlineData("yusuf", "youssef")]
    [InlineData("jamal", "gamal")]
    [InlineData("djamel", "jamal")]
    [InlineData("fatima", "fatimah")]
    [InlineData("abdulrahman", "abderrahmane")]
    [InlineData("abdulfattah", "abdelfattah")]
    [InlineData("sana'a", "sanaa")]
    [InlineData("tolstoy", "tolstoi")]
    [InlineData("chekhov", "tchekhov")]
    [InlineData("gorbachev", "gorbatschow")]
    [InlineData("medvedev", "medvedeff")]
    [InlineData("zelensky", "zelenskyy")]
    [InlineData("zelenskiy", "zelenski")]
    [InlineData("vladimir", "wladimir")]
    [InlineData("sergey", "sergej")]
    [InlineData("malinowski", "malinovsky")]
    [InlineData("lukasz", "lukash")]
    [InlineData("lavrovs", "lavrov")]
    [InlineData("netanyahu", "netanjahu")]
    [InlineData("meyer", "meier")]
    [InlineData("li", "lee")]
    [InlineData("sech1n", "sechin")]
    public void Transliterations_of_one_surname_are_near(string one, string other) =>
        Assert.True(
            NameSpelling.AreNear(one, other, NameSpelling.SupportedSurname),
            $"{NameSpelling.Distance(one, other)}"
        );

    [Theory]
    [InlineData("soleimani", "suleiman")]
    [InlineData("soleimani", "solomon")]
    [InlineData("gaddafi", "godfrey")]
    [InlineData("mohammed", "mahmoud")]
    [InlineData("obama", "osama")]
    [InlineData("assad", "saad")]
    [InlineData("zarif", "sharif")]
    [InlineData("hussein", "hassan")]
    [InlineData("baranov", "barynova")]
    [InlineData("angela", "angelo")]
    [InlineData("mario", "maria")]
    [InlineData("jong", "jon")]
    [InlineData("un", "il")]
    [InlineData("bush", "bash")]
    [InlineData("merkel", "berkel")]
    [InlineData("putin", "rutin")]
    [InlineData("sanchez", "sancho")]
    [InlineData("orban", "orbach")]
    [InlineData("castro", "castor")]
    [InlineData("biden", "boden")]
    public void Names_of_different_people_are_not_near(string one, string other) =>
        Assert.False(
            NameSpelling.AreNear(one, other, NameSpelling.SupportedSurname),
            $"{NameSpelling.Distance(one, other)}"
        );

    [Theory]
    [InlineData("soleimani", "suleimani", "suleiman")]
    [InlineData("gaddafi", "kadhafi", "godfrey")]
    [InlineData("mohammed", "muhammad", "mahmoud")]
    [InlineData("zarif", "dharif", "sharif")]
    public void A_spelling_is_nearer_than_another_name(string name, string spelling, string another) =>
        Assert.True(NameSpelling.Distance(name, spelling) * 2 < NameSpelling.Distance(name, another));

    [Theory]
    [InlineData("soleimani", "suleiman")]
    [InlineData("khrushchev", "chruschtschow")]
    [InlineData("jamal", "gamal")]
    [InlineData("x", "")]
    public void A_distance_does_not_depend_on_the_side(string one, string other) =>
        Assert.Equal(NameSpelling.Distance(one, other), NameSpelling.Distance(other, one), 5);

    [Theory]
    [InlineData("Владимир", "Владимира")]
    [InlineData("Путин", "Путиным")]
    [InlineData("Зеленский", "Зеленского")]
    [InlineData("Сергей", "Сергею")]
    [InlineData("Артём", "Артем")]
    [InlineData("أحمد", "احمد")]
    [InlineData("قاسم", "وقاسم")]
    [InlineData("السيسي", "سيسي")]
    [InlineData("فاطمة", "فاطمه")]
    [InlineData("خامنئی", "خامنئي")]
    [InlineData("Παπανδρέου", "ΠΑΠΑΝΔΡΕΟΥ")]
    public void Other_scripts_are_compared_by_their_own_variants(string one, string other) =>
        Assert.True(NameSpelling.AreNear(Folding.Fold(one), Folding.Fold(other), NameSpelling.SupportedSurname));

    [Theory]
    [InlineData("Путин", "Putin")]
    [InlineData("Путин", "Пушкин")]
    [InlineData("محمد", "محمود")]
    [InlineData("شريف", "ظريف")]
    public void Across_scripts_and_for_other_letters_nothing_is_guessed(string one, string other) =>
        Assert.False(NameSpelling.AreNear(Folding.Fold(one), Folding.Fold(other), NameSpelling.SupportedSurname));

    [Theory]
    [InlineData("William", "Bill")]
    [InlineData("Theodore", "Ted")]
    [InlineData("Edward", "Ted")]
    [InlineData("Elizabeth", "Betty")]
    [InlineData("Bob", "Bobby")]
    [InlineData("Volodymyr", "Vladimir")]
    public void Given_names_have_short_forms(string name, string form) =>
        Assert.True(PersonNames.AreForms(Folding.Fold(name), Folding.Fold(form)));

    [Theory]
    [InlineData("Bill", "Bob")]
    [InlineData("Edward", "Theodore")]
    [InlineData("Donald", "Daniel")]
    public void Short_forms_of_other_names_are_other_names(string name, string form) =>
        Assert.False(PersonNames.AreForms(Folding.Fold(name), Folding.Fold(form)));
}
