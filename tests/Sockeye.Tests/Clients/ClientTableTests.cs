using Sockeye.Control.Clients;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Clients;

/// <summary>
/// The table in docs/clients.md is what the formats say of themselves. After a wanted change run the test once with
/// SOCKEYE_WRITE_CLIENTS=1.
/// </summary>
public sealed class ClientTableTests
{
    private const string Begin = "<!-- table: begin -->\n";
    private const string End = "<!-- table: end -->";

    [Fact]
    public async Task TableOfClients_InTheDocumentation_IsWhatTheFormatsSay()
    {
        var file = Path.Combine(RepositoryFiles.Root, "docs", "clients.md");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var table = "| `--format` | client | way | TCP | UDP |\n| --- | --- | --- | --- | --- |\n" + string.Concat(ClientFormats.All.Select(Row));
        if (Environment.GetEnvironmentVariable("SOCKEYE_WRITE_CLIENTS") == "1")
        {
            text = text[..begin] + table + text[end..];
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            end = text.IndexOf(End, StringComparison.Ordinal);
        }

        text[begin..end].ShouldBe(table);
    }

    private static string Row(IClientFormat format)
    {
        var way = format.Way switch
        {
            ClientWay.Http => "straight: HTTP CONNECT over TLS",
            ClientWay.Socks5 => "straight: SOCKS5 over TLS",
            _ => "by the bridge",
        };
        var udp = format.Udp switch
        {
            ClientUdp.None => "no",
            ClientUdp.Tunnel => "inside TLS",
            _ when format.Way == ClientWay.Bridge => "inside TLS",
            _ => "only outside TLS, where the inbound allows it",
        };
        return $"| `{format.Name}` | {format.Description} | {way} | inside TLS | {udp} |\n";
    }
}
