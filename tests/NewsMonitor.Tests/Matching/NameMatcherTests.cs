using NewsMonitor.Core.Matching;
using Xunit;
using static NewsMonitor.Tests.Matching.Rule;

namespace NewsMonitor.Tests.Matching;

public sealed class NameMatcherTests
{
    [Theory]
    [InlineData("Qassem Soleimani", "Crowds mourn Qassem Soleimani")]
    [InlineData("Qassem Soleimani", "Qasem Suleimani seen in Damascus, envoys say")]
    [InlineData("Qassem Soleimani", "They spoke of General Qassem al-Soleimani at length")]
    [InlineData("Soleimani, Qassem", "Crowds mourn Qassem Soleimani")]
    [InlineData("William H Seely", "A memo by William Seely leaks")]
    [InlineData("William Seely", "A memo by William H. Seely III leaks")]
    [InlineData("William Seely", "A memo by W. H. Seely leaks")]
    [InlineData("William Seely", "A memo by Bill Seely leaks")]
    [InlineData("Bill Gates", "William Gates III bought the estate")]
    [InlineData("George W. Bush", "A letter from George Walker Bush was sold")]
    [InlineData("George Walker Bush", "A letter from G.W. Bush was sold")]
    [InlineData("Angela Merkel", "MERKEL, Angela: born in Hamburg")]
    [InlineData("Angela Merkel", "ANGELA MERKEL ARRIVES FOR TALKS")]
    [InlineData("Viktor Orbán", "Orban Viktor speaks in Budapest")]
    [InlineData("Ursula von der Leyen", "A call with Ursula Von der Leyen was cut short")]
    [InlineData("Mohammed bin Salman", "A call with Muhammad bin Salman was cut short")]
    [InlineData("Abdel Fattah el-Sisi", "Abd al-Fattah al-Sisi meets the envoy")]
    [InlineData("Abdel Fattah el-Sisi", "Abdulfattah Elsisi meets the envoy and Gen al-Sisi smiles")]
    [InlineData("Jean-Marie Le Pen", "A memoir by Jean Marie Le Pen")]
    [InlineData("Jacob Rees-Mogg", "A column by Jacob Rees Mogg")]
    [InlineData("Kim Jong-un", "Kim Jong Un inspects a plant")]
    [InlineData("Kim Jong-un", "A letter from Jong-un Kim was read out")]
    [InlineData("Xi Jinping", "Envoys wait for Xi Jinping")]
    [InlineData("Vladimir Putin", "Trending: #VladimirPutin")]
    [InlineData("Vladimir Putin", "Vladimir Vladimirovich Putin turns 80")]
    [InlineData("Enrique Peña Nieto", "Enrique Peña leaves the country")]
    [InlineData("Gabriel García Márquez", "A lost story by García Márquez is found")]
    [InlineData("Aleksandar Vučić", "Aleksandar Vucic calls a vote")]
    [InlineData("Recep Tayyip Erdoğan", "Tayyip Erdogan calls a vote")]
    [InlineData("Angela Merkel", "What comes after the Merkel-Macron summit")]
    [InlineData("Angela Merkel", "First Macron, then Merkel — France waits")]
    [InlineData("Mohamed ElBaradei", "A lecture by Mohamed Elbaradei is cut short")]
    [InlineData("Mohamed el-Baradei", "A lecture by Mohamed Elbaradei is cut short")]
    [InlineData("Mario Flores Soto", "FLORES SOTO, Mario Alberto")]
    [InlineData("Boris Johnson", "Alexandre Boris de Pfeffel Johnson was born in New York")]
    public void A_full_name_matches_however_it_is_written(string name, string title) =>
        Assert.NotNull(Asking(Names(name)).Match(title));

    [Theory]
    [InlineData("Qassem Soleimani", "Mourners follow Gen. Soleimani's coffin", EvidenceReason.TitleAndSurname)]
    [InlineData("Theresa May", "Mrs May speaks at noon", EvidenceReason.TitleAndSurname)]
    [InlineData("George Bush", "It was President Bush who signed it", EvidenceReason.TitleAndSurname)]
    [InlineData("Xi Jinping", "A call between President Xi and the envoy", EvidenceReason.TitleAndSurname)]
    [InlineData("Qassem Soleimani", "Q. Soleimani was there", EvidenceReason.Initial)]
    [InlineData("Condoleezza Rice", "A speech by C. Rice was found", EvidenceReason.Initial)]
    [InlineData("Qassem Soleimani", "Who was Soleimani?", EvidenceReason.Surname)]
    [InlineData("Angela Merkel", "Germany's Merkel bows out", EvidenceReason.Surname)]
    [InlineData("Angela Merkel", "For Merkel, it was a long day", EvidenceReason.Surname)]
    [InlineData("Volodymyr Zelensky", "Kyiv: Zelenskyy thanks the crew", EvidenceReason.Surname)]
    [InlineData("Qassem Soleimani", "Qasem Suleimani was there", EvidenceReason.SpellingVariant)]
    public void A_surname_matches_with_support_or_when_it_is_rare(string name, string title, EvidenceReason reason) =>
        Assert.Equal(reason, Asking(Names(name)).Match(title)?.Evidence[0].Reason);

    [Theory]
    [InlineData("Qassem Soleimani", "Painter Gholamreza Soleimani opens a show")]
    [InlineData("Qassem Soleimani", "A rug called soleimani sells for a fortune")]
    [InlineData("Qassem Soleimani", "A walk down Soleimani Street")]
    [InlineData("Qassem Soleimani", "Soleimani & Sons opens a bakery")]
    [InlineData("Qassem Soleimani", "Qassem Suleiman plays for the visitors")]
    [InlineData("Theresa May", "Rain may fall, and a vote in May is likely")]
    [InlineData("Theresa May", "May Day rallies pass off calmly")]
    [InlineData("Theresa May", "Brian May plays on")]
    [InlineData("Condoleezza Rice", "Rice harvest fails")]
    [InlineData("Condoleezza Rice", "A word with Susan Rice")]
    [InlineData("George Bush", "Bush fires spread near Perth")]
    [InlineData("George Bush", "A song by Kate Bush climbs the charts")]
    [InlineData("Ariel Sharon", "Sharon Stone joins the jury")]
    [InlineData("Bill Gates", "Robert Gates warns of delay")]
    [InlineData("Michael Jackson", "A storm nears Jackson, Mississippi")]
    [InlineData("Denzel Washington", "Washington says talks go on")]
    [InlineData("Hans Joachim Friedrich", "A paper by Hans O. Friedrich")]
    [InlineData("Sergey Viktorovich Lavrov", "A book by Sergey Ivanovich Lavrov")]
    [InlineData("Kim Jong-un", "Kim Jong-il in an old film")]
    [InlineData("Kim Jong-un", "Kim says she is done with reality shows")]
    [InlineData("Kim Jong-un", "Kim Kardashian sells a brand")]
    [InlineData("Xi Jinping", "Xi Zhongxun's memoirs are out")]
    [InlineData("Xi Jinping", "Xi says growth will hold")]
    [InlineData("Angela Merkel", "Angelo Merkel opens a cafe")]
    [InlineData("Michelle Obama", "Barack Obama writes a book")]
    [InlineData("Johnson Johnson", "Johnson & Johnson recalls a shampoo")]
    [InlineData("Boris Johnson", "Johnson & Johnson recalls a shampoo")]
    [InlineData("Saddam Hussein al-Tikriti", "Saddam Hussein al-Dulaimi is a farmer")]
    [InlineData("Mohammed bin Salman", "Salman Rushdie and Mohammed Ali met")]
    [InlineData("Lula", "lula kebab is on the menu")]
    [InlineData("Ronaldo", "Ronaldo Souza signs for the visitors")]
    [InlineData("Vladimir Putin", "Russia's Lyudmila Putin in rare interview")]
    [InlineData("Cristiano Ronaldo", "Ronaldinho is in town")]
    [InlineData("Rodrigo Paz", "President Rodrigo Soto flies to La Paz")]
    [InlineData("Anwar Ibrahim", "A gift for Sultan Ibrahim of Johor")]
    [InlineData("Elon Musk", "Mosque to be rebuilt within a year")]
    [InlineData("Carlos Cortez", "A speech by Alexandria Ocasio-Cortez")]
    [InlineData("Angela Merkel", "Merkel, Petra: born in Kiel")]
    [InlineData("Mahmood Ahmed Bashiruddin", "Mahmood Sultan Bashiruddin is a poet")]
    [InlineData("Natalia Ivanovna Petrova", "Natalia Ivanovna Sidorova sings")]
    [InlineData("Abdul Rahman Khan", "Abdul Hakim Khan wins a seat")]
    [InlineData("Mohammed Ali Hasan", "Hasan Ali Mohammed runs a shop")]
    [InlineData("Владимир Путин", "Пушкин, Александр: новая книга")]
    public void A_name_does_not_match_another_person_a_place_or_a_word(string name, string title) =>
        Assert.Null(Asking(Names(name)).Match(title));

    [Theory]
    [InlineData("Lula", "Lula meets workers")]
    [InlineData("Lula", "Brazil's President Lula da Silva meets workers")]
    [InlineData("Ronaldo", "A late goal by Ronaldo wins it")]
    public void One_name_alone_matches_when_the_rule_says_no_more(string name, string title) =>
        Assert.NotNull(Asking(Names(name)).Match(title));

    [Theory]
    [InlineData("Владимир Путин", "Встреча с Владимиром Путиным прошла в Москве")]
    [InlineData("Владимир Путин", "Путин заявил о новых мерах")]
    [InlineData("قاسم سليماني", "تشييع جثمان قاسم سليماني في طهران")]
    [InlineData("عبد الفتاح السيسي", "الرئيس عبد الفتاح السيسي يزور")]
    [InlineData("Κυριάκος Μητσοτάκης", "Ο Κυριάκος Μητσοτάκης στη Βουλή")]
    public void A_name_matches_in_its_own_script(string name, string title) =>
        Assert.NotNull(Asking(Names(name)).Match(title));

    [Fact]
    public void After_the_full_name_the_bare_surname_counts_everywhere_in_the_item()
    {
        var item = Item("Bush to speak", summary: "George Bush will speak at noon. Later Bush flies home.");

        var evidence = Assert.Single(Asking(Names("George Bush")).Matches(item)).Evidence;

        Assert.Equal(["Bush", "Bush", "George Bush"], evidence.Select(found => found.Words).Order());
    }

    [Fact]
    public void A_family_name_counts_after_the_full_name() =>
        Assert.Equal(
            2,
            Asking(Names("Xi Jinping"))
                .Matches(Item("Xi to travel", summary: "Xi Jinping will travel."))
                .Single()
                .Evidence.Length
        );

    [Fact]
    public void Another_bearer_in_the_item_owns_the_bare_surname() =>
        Assert.Empty(
            Asking(Names("Qassem Soleimani"))
                .Matches(Item("Soleimani wins a prize", summary: "The painter Gholamreza Soleimani was chosen."))
        );

    [Fact]
    public void A_relative_does_not_take_the_title_away() =>
        Assert.Single(
            Asking(Names("Donald Trump"))
                .Matches(Item("President Trump flies home", summary: "With him was Melania Trump."))
        );

    [Theory]
    [InlineData("Thousands Mourn Soleimani in Tehran", true)]
    [InlineData("Who Was Qassem Soleimani?", true)]
    [InlineData("Designer Gholamreza Soleimani Opens Store in Paris", false)]
    [InlineData("SOLEIMANI KILLED IN RAID ON AIRPORT", true)]
    [InlineData("DESIGNER GHOLAMREZA SOLEIMANI OPENS STORE", false)]
    public void Headlines_in_capitals_leave_some_evidence(string title, bool matches) =>
        Assert.Equal(matches, Asking(Names("Qassem Soleimani")).Match(title) is not null);

    [Theory]
    [InlineData("May Faces Revolt Over Budget Plan")]
    [InlineData("MAY FACES REVOLT OVER BUDGET PLAN")]
    [InlineData("What May Happen in Paris Next Week")]
    public void A_common_word_is_no_evidence_in_capitals(string title) =>
        Assert.Null(Asking(Names("Theresa May")).Match(title));
}
