using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class NamedPersonTests
{
    [Theory]
    [InlineData("Qassem Soleimani", "qassem soleimani")]
    [InlineData("Gen Qassem Soleimani", "qassem soleimani")]
    [InlineData("Soleimani, Qassem", "qassem soleimani")]
    [InlineData("Martin Luther King, Jr", "martin luther king")]
    [InlineData("William H. Seely III", "william h seely")]
    [InlineData("J.K. Rowling", "j k rowling")]
    [InlineData("Ursula von der Leyen", "ursula leyen")]
    [InlineData("Bashar al-Assad", "bashar assad")]
    [InlineData("Muqtada as-Sadr", "muqtada sadr")]
    [InlineData("Mohammed bin Salman", "mohammed salman")]
    [InlineData("Abdel Fattah el-Sisi", "abdelfattah sisi")]
    [InlineData("Abd al-Rahman al-Rashed", "abdrahman rashed")]
    [InlineData("Saif al-Din Ahmed", "saifdin ahmed")]
    [InlineData("Jean-Marie Le Pen", "jeanmarie pen")]
    [InlineData("Jacob Rees-Mogg", "jacob reesmogg")]
    [InlineData("Ben Affleck", "ben affleck")]
    [InlineData("Al Gore", "al gore")]
    [InlineData("Osama Abu Zaid", "osama abuzaid")]
    [InlineData("Lula", "lula")]
    public void A_name_is_read_in_parts(string name, string parts) => Assert.Equal(parts, PartsOf(name));

    [Theory]
    [InlineData("Xi Jinping", "xi jinping", true)]
    [InlineData("Kim Jong-un", "kim jongun", true)]
    [InlineData("Kim Jong Un", "kim jongun", true)]
    [InlineData("Jong-un Kim", "kim jongun", true)]
    [InlineData("Nguyen Phu Trong", "nguyen phutrong", true)]
    [InlineData("Moon Jae-in", "moon jaein", true)]
    [InlineData("Kim Kardashian", "kim kardashian", false)]
    [InlineData("Lee Harvey Oswald", "lee harvey oswald", false)]
    [InlineData("Jack Ma", "jack ma", false)]
    public void East_Asian_family_names_stand_first(string name, string parts, bool isFamilyFirst)
    {
        Assert.Equal(parts, PartsOf(name));
        Assert.Equal(isFamilyFirst, NamedPerson.Read(name)!.IsFamilyFirst);
    }

    [Theory]
    [InlineData("Enrique Peña Nieto", "pena")]
    [InlineData("Gabriel García Márquez", "garcia")]
    [InlineData("Helena Bonham Carter", null)]
    [InlineData("Angela Merkel", null)]
    public void A_person_may_go_by_the_first_of_two_surnames(string name, string? first) =>
        Assert.Equal(first, NamedPerson.Read(name)!.FirstSurname?.Word);

    [Fact]
    public void What_holds_no_word_is_no_name() => Assert.Null(NamedPerson.Read("…"));

    private static string PartsOf(string name) =>
        string.Join(' ', NamedPerson.Read(name)!.Parts.Select(part => part.Word));
}
