namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>Just enough of DNS (RFC 1035 section 4.1) for one question and one answer.</summary>
internal static class DnsAnswer
{
    /// <summary>A query for <c>example.test</c>, type A.</summary>
    public static readonly byte[] Query = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. "example"u8, 4, .. "test"u8, 0, 0, 1, 0, 1];

    /// <summary>The answer to a query: 192.0.2.77.</summary>
    public static byte[] To(byte[] query)
    {
        var name = 12;
        while (query[name] != 0) name += query[name] + 1;
        var question = query[12..(name + 5)];
        return [query[0], query[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 77];
    }
}
