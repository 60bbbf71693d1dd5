using System.Text;
using NewsMonitor.Deliveries.Webhook;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Webhook;

public class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static ReadOnlySpan<byte> Body => "{\"test\": 2432232314}"u8;

    [Fact]
    public void The_vector_of_standard_webhooks_holds()
    {
        Assert.Equal(Signature, WebhookSignature.Sign([Secret], Id, Time, Body));
    }

    [Fact]
    public void Two_secrets_give_two_signatures_so_that_one_can_replace_the_other_without_a_pause()
    {
        var both = WebhookSignature.Sign(["the new one", Secret], Id, Time, Body).Split(' ');
        Assert.Equal(2, both.Length);
        Assert.Equal(Signature, both[1]);
        Assert.Equal(WebhookSignature.Sign(["the new one"], Id, Time, Body), both[0]);
        Assert.NotEqual(both[0], both[1]);
    }

    [Fact]
    public void A_secret_without_prefix_means_its_own_bytes()
    {
        var key = Encoding.UTF8.GetBytes("ключ & key");
        var prefixed = $"whsec_{Convert.ToBase64String(key)}";
        Assert.Equal(
            WebhookSignature.Sign([prefixed], Id, Time, Body),
            WebhookSignature.Sign(["ключ & key"], Id, Time, Body)
        );
    }

    [Theory]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_331, "{\"test\": 2432232314}")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJel", 1_614_265_330, "{\"test\": 2432232314}")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232315}")]
    public void Id_time_and_body_are_all_under_the_signature(string id, long time, string body)
    {
        var other = WebhookSignature.Sign(
            [Secret],
            id,
            DateTimeOffset.FromUnixTimeSeconds(time),
            Encoding.UTF8.GetBytes(body)
        );
        Assert.NotEqual(Signature, other);
    }
}
