using NewsMonitor.Core.Vocabulary;
using Xunit;

namespace NewsMonitor.Tests.Vocabulary;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("Turkey", "Türkiye")]
    [InlineData("Myanmar", "Burma")]
    [InlineData("Ivory Coast", "Côte d'Ivoire")]
    [InlineData("Czech Republic", "Czechia")]
    [InlineData("UK", "Britain")]
    [InlineData("UK", "United Kingdom")]
    [InlineData("US", "America")]
    [InlineData("US", "U.S.")]
    [InlineData("USA", "United States of America")]
    [InlineData("UAE", "United Arab Emirates")]
    [InlineData("DR Congo", "DRC")]
    [InlineData("DR Congo", "Democratic Republic of the Congo")]
    [InlineData("Eswatini", "Swaziland")]
    [InlineData("Netherlands", "Holland")]
    [InlineData("North Macedonia", "Macedonia")]
    [InlineData("Timor-Leste", "East Timor")]
    [InlineData("Cape Verde", "Cabo Verde")]
    [InlineData("Kyiv", "Kiev")]
    [InlineData("Kharkiv", "Kharkov")]
    [InlineData("Fallujah", "Falluja")]
    [InlineData("Basra", "Basrah")]
    [InlineData("Mumbai", "Bombay")]
    [InlineData("Ho Chi Minh City", "Saigon")]
    [InlineData("Yangon", "Rangoon")]
    [InlineData("Saint Petersburg", "St. Petersburg")]
    [InlineData("Cologne", "Köln")]
    [InlineData("New York City", "New York")]
    public void One_place_goes_by_several_names(string one, string other) =>
        Assert.Equal(
            Assert.Single(Shipped.Vocabulary.PlacesNamed(one)),
            Assert.Single(Shipped.Vocabulary.PlacesNamed(other))
        );

    [Theory]
    [InlineData("Iraq", "iraqi", PlaceRole.People)]
    [InlineData("Iraq", "iraqis", PlaceRole.People)]
    [InlineData("Iraq", "baghdad", PlaceRole.Capital)]
    [InlineData("Iraq", "mosul", PlaceRole.City)]
    [InlineData("Iraq", "fallujah", PlaceRole.City)]
    [InlineData("Iraq", "basra", PlaceRole.City)]
    [InlineData("Iraq", "kirkuk", PlaceRole.City)]
    [InlineData("Iraq", "iraqi kurdistan", PlaceRole.Region)]
    [InlineData("Britain", "british", PlaceRole.People)]
    [InlineData("Britain", "britons", PlaceRole.People)]
    [InlineData("Britain", "scotland", PlaceRole.Region)]
    [InlineData("Britain", "welsh", PlaceRole.Region)]
    [InlineData("Britain", "northern ireland", PlaceRole.Region)]
    [InlineData("Netherlands", "dutch", PlaceRole.People)]
    [InlineData("France", "french", PlaceRole.People)]
    [InlineData("France", "marseille", PlaceRole.City)]
    [InlineData("US", "american", PlaceRole.People)]
    [InlineData("US", "washington", PlaceRole.Capital)]
    [InlineData("US", "texas", PlaceRole.Region)]
    [InlineData("US", "houston", PlaceRole.City)]
    [InlineData("Spain", "catalonia", PlaceRole.Region)]
    [InlineData("China", "xinjiang", PlaceRole.Region)]
    [InlineData("Palestine", "gaza", PlaceRole.Region)]
    [InlineData("Russia", "chechen", PlaceRole.Region)]
    [InlineData("Ukraine", "odesa", PlaceRole.City)]
    [InlineData("Philippines", "filipinos", PlaceRole.People)]
    [InlineData("Texas", "houston", PlaceRole.City)]
    [InlineData("England", "leeds", PlaceRole.City)]
    public void A_country_is_told_by_its_people_its_capital_its_cities_and_its_regions(
        string place,
        string words,
        PlaceRole role
    ) => Assert.Contains(Only(place).Forms, form => string.Join(' ', form.Words) == words && form.Role == role);

    [Theory]
    [InlineData("Kurdistan")]
    [InlineData("Kashmir")]
    [InlineData("Crimea")]
    [InlineData("Middle East")]
    [InlineData("European Union")]
    [InlineData("Donbas")]
    public void A_region_of_several_countries_belongs_to_none(string name)
    {
        var region = Only(name);

        Assert.Equal(PlaceKind.Region, region.Kind);
        Assert.Null(region.Country);
        Assert.DoesNotContain(
            Shipped.Vocabulary.Places.Where(place => place.Kind == PlaceKind.Country).SelectMany(place => place.Forms),
            form => form.Words.SequenceEqual(region.Forms[0].Words)
        );
    }

    [Theory]
    [InlineData("Georgia", "Georgia (country)", "Georgia (US)")]
    [InlineData("Birmingham", "Birmingham (UK)", "Birmingham (US)")]
    [InlineData("Punjab", "Punjab (India)", "Punjab (Pakistan)")]
    [InlineData("Victoria", "Victoria (Australia)", "Victoria (Canada)", "Victoria (Seychelles)")]
    [InlineData("Cordoba", "Córdoba (Argentina)", "Córdoba (Mexico)", "Córdoba (Spain)")]
    [InlineData("Springfield", "Springfield (Illinois)", "Springfield (Massachusetts)", "Springfield (Missouri)")]
    [InlineData("Congo", "DR Congo", "Republic of the Congo")]
    [InlineData("Korea", "North Korea", "South Korea")]
    public void A_name_of_several_places_gives_them_all_to_choose_from(string name, params string[] choices)
    {
        Assert.Equal(choices, Shipped.Vocabulary.PlacesNamed(name).Select(place => place.Name));
        Assert.All(choices, choice => Assert.Equal(choice, Only(choice).Name));
    }

    [Theory]
    [InlineData("London", "United Kingdom")]
    [InlineData("Paris", "France")]
    [InlineData("Manchester", "United Kingdom")]
    [InlineData("Sydney", "Australia")]
    [InlineData("Athens", "Greece")]
    [InlineData("Moscow", "Russia")]
    [InlineData("Barcelona", "Spain")]
    [InlineData("Odessa", "Ukraine")]
    [InlineData("Santiago", "Chile")]
    [InlineData("Washington", "United States")]
    [InlineData("Alexandria", "Egypt")]
    [InlineData("Hyderabad (Pakistan)", "Pakistan")]
    public void The_place_that_everybody_means_is_meant(string name, string country) =>
        Assert.Equal(country, Only(name).Country);

    [Theory]
    [InlineData("London (Canada)", "Canada")]
    [InlineData("Victoria (British Columbia)", "Canada")]
    [InlineData("Birmingham (Alabama)", "United States")]
    [InlineData("Birmingham (England)", "United Kingdom")]
    [InlineData("Cordoba (Spain)", "Spain")]
    [InlineData("Paris (France)", "France")]
    public void A_place_is_named_by_the_country_or_the_state_around_it(string name, string country) =>
        Assert.Equal(country, Only(name).Country);

    [Theory]
    [InlineData("Birmingham (UK)")]
    [InlineData("Georgia (US)")]
    [InlineData("Georgia (country)")]
    [InlineData("London (Canada)")]
    [InlineData("Congo")]
    public void A_shared_name_counts_only_beside_its_country(string name) =>
        Assert.All(
            Shipped.Vocabulary.PlacesNamed(name),
            place => Assert.Contains(place.Forms, form => form.Role == PlaceRole.Name && form.IsShared)
        );

    [Theory]
    [InlineData("Reading")]
    [InlineData("Bath")]
    [InlineData("Nice")]
    [InlineData("Split")]
    [InlineData("Buffalo")]
    [InlineData("Phoenix")]
    [InlineData("Austin")]
    [InlineData("Charlotte")]
    [InlineData("Batman")]
    [InlineData("Kimberley")]
    [InlineData("Eugene")]
    public void A_name_that_is_another_word_or_a_persons_name_needs_a_second_sign(string name) =>
        Assert.True(Only(name).Forms[0].IsHomograph);

    [Theory]
    [InlineData("London")]
    [InlineData("Paris")]
    [InlineData("Mosul")]
    [InlineData("Gaza")]
    [InlineData("Oxford")]
    [InlineData("Iran")]
    [InlineData("China")]
    [InlineData("Turkey")]
    [InlineData("Jordan")]
    [InlineData("Houston")]
    public void A_name_that_nobody_misreads_needs_none(string name)
    {
        Assert.False(Only(name).Forms[0].IsHomograph);
        Assert.False(Only(name).Forms[0].IsShared);
    }

    [Theory]
    [InlineData("US", "us")]
    [InlineData("UK", "uk")]
    [InlineData("UAE", "uae")]
    [InlineData("EU", "eu")]
    [InlineData("New York", "nyc")]
    public void Acronyms_are_known_as_such(string place, string acronym) =>
        Assert.True(Assert.Single(Only(place).Forms, form => form.Words is [var word] && word == acronym).IsAcronym);

    [Fact]
    public void There_are_250_countries_and_territories_with_names_and_most_with_people_and_a_capital()
    {
        var countries = Shipped.Vocabulary.Places.Where(place => place.Kind == PlaceKind.Country).ToArray();

        Assert.InRange(countries.Length, 245, 255);
        Assert.All(countries, country => Assert.Equal(PlaceRole.Name, country.Forms[0].Role));
        Assert.InRange(countries.Count(country => country.Forms.Any(form => form.Role == PlaceRole.People)), 210, 255);
        Assert.InRange(countries.Count(country => country.Forms.Any(form => form.Role == PlaceRole.Capital)), 185, 255);
    }

    [Fact]
    public void Every_place_has_a_form_and_every_form_has_words()
    {
        Assert.All(Shipped.Vocabulary.Places, place => Assert.NotEmpty(place.Forms));
        Assert.All(
            Shipped.Vocabulary.Places.SelectMany(place => place.Forms),
            form => Assert.All(form.Words, word => Assert.NotEqual("", word))
        );
    }

    [Fact]
    public void Every_place_that_rules_can_name_is_found_by_its_own_name_alone()
    {
        var lost = Shipped
            .Vocabulary.Places.Where(place => place.Kind is PlaceKind.Country or PlaceKind.Region)
            .Where(place => Shipped.Vocabulary.PlacesNamed(place.Name) is not [var found] || found != place)
            .Select(place => place.Name);

        Assert.Empty(lost);
    }

    [Fact]
    public void Every_form_is_read_as_the_text_reads_it() =>
        Assert.All(
            WordLists.Rows("places.tsv").Where(row => row[0] == "cities").SelectMany(row => row[3].Split(';', '|')),
            name =>
            {
                var bare = name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimEnd('?', '+', '-');
                var words = Core.Text.Tokeniser.Read(bare).Tokens.Select(token => token.Word);
                Assert.Equal(words, PlaceList.FormOf(bare, PlaceRole.Name).Words);
            }
        );

    [Theory]
    [InlineData("Washington Post")]
    [InlineData("New York Times")]
    [InlineData("Paris Hilton")]
    public void What_only_begins_like_a_place_is_there_for_the_longest_name_but_no_rule_can_name_it(string name)
    {
        Assert.Empty(Shipped.Vocabulary.PlacesNamed(name));
        Assert.Contains(Shipped.Vocabulary.Places, place => place.Name == name && place.Kind == PlaceKind.None);
    }

    private static KnownPlace Only(string name) => Assert.Single(Shipped.Vocabulary.PlacesNamed(name));
}
