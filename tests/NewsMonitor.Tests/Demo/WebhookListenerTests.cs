using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.Tests.Demo;

public sealed class WebhookListenerTests
{
    [Theory]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", true)]
    [InlineData("v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", true)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", false)]
    [InlineData("", false)]
    public void The_signature_of_the_standards_example_is_told_from_others(string signatures, bool isGood) =>
        Assert.Equal(
            isGood,
            WebhookListener.IsSignature(
                signatures,
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}"u8
            )
        );

    [Theory]
    [InlineData(0, 204)]
    [InlineData(-301, 401)]
    [InlineData(301, 401)]
    public async Task A_call_is_taken_only_with_a_signature_of_the_last_five_minutes(int secondsOff, int status)
    {
        await using var listener = await WebhookListener.StartAsync(
            TimeProvider.System,
            reply: null,
            TestContext.Current.CancellationToken
        );
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsOff;

        using var answer = await connection.SendAsync(
            Signed(listener, "one", at.ToString(CultureInfo.InvariantCulture), "{}"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 204, Assert.Single(listener.Calls).IsSigned);
    }

    private static HttpRequestMessage Signed(WebhookListener listener, string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(listener.Secret["whsec_".Length..]);
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        var request = new HttpRequestMessage(HttpMethod.Post, listener.Address) { Content = new StringContent(body) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
        return request;
    }
}
