using System.Globalization;

namespace Sockeye.Scale;

/// <summary>Writes a valid configuration of a given size, for <c>sockeye check</c>.</summary>
internal static class ConfigurationFileMaker
{
    public static void Write(string file, int rules, int outbounds)
    {
        using var text = new StreamWriter(file);
        text.WriteLine("{ \"inbounds\": [ { \"tag\": \"socks-in\", \"listen\": \"127.0.0.1:1080\" } ], \"outbounds\": [");
        text.WriteLine(string.Join(",\n", Enumerable.Range(0, outbounds).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{{ \"tag\": \"out{i}\", \"url\": \"socks5://proxy{i}.example:1080\" }}"))));
        text.WriteLine("], \"routing\": { \"rules\": [");
        text.WriteLine(string.Join(",\n", Enumerable.Range(0, rules).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{{ \"inbound\": [\"socks-in\"], \"user\": [\"user{i}\"], \"outbound\": \"{(outbounds == 0 ? "direct" : $"out{i % outbounds}")}\" }}"))));
        text.WriteLine("] } }");
    }
}
