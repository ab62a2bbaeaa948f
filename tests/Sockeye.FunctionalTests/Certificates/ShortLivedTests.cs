using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>A certificate of half a minute: the server renews it by itself.</summary>
public sealed partial class ShortLivedTests : IssuingTest
{
    [Fact]
    public async Task Serve_CertificateOfThirtySeconds_IsRenewedAtTwoThirdsAndOpenConnectionsGoOn()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { Validity = TimeSpan.FromSeconds(30) });
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(pebble)));
        var first = await UntilIssuedAsync();
        var target = Own(Targets.Echo());
        var old = await ConnectAsync(pebble);
        await old.ConnectAsync(User, Password, "localhost", target.Port);
        var lowest = await RemainingAsync(server);

        System.Security.Cryptography.X509Certificates.X509Certificate2 second;
        do
        {
            lowest = Math.Min(lowest, await RemainingAsync(server));
            second = await ShownAsync();
        }
        while (second.Thumbprint == first.Thumbprint && DateTime.Now < first.NotAfter);

        second.Thumbprint.ShouldNotBe(first.Thumbprint);
        DateTime.Now.ShouldBeLessThan(first.NotAfter, "it is renewed before it expires");
        (second.NotBefore - first.NotBefore).ShouldBeInRange(TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(28));
        await Poll.UntilAsync(async () => await RemainingAsync(server) > lowest + 10, "the metric grown with the new certificate");
        await old.SendAsync("still here"u8.ToArray());
        (await old.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
    }

    private static async Task<double> RemainingAsync(SockeyeServer server)
    {
        var metrics = await server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return double.Parse(Remaining().Match(metrics).Groups["value"].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""^sockeye_certificate_remaining_seconds\{[^}]*inbound="socks-in"[^}]*\} (?<value>\S+)""", RegexOptions.Multiline)]
    private static partial Regex Remaining();
}
