namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>Reads an <c>external_proxy.json</c>, in its nested or its flat variant.</summary>
internal static class ExternalProxyReader
{
    /// <summary>The proxies; null where the file is no JSON object or list, after a refusal.</summary>
    public static ExternalProxyConfiguration? Read(ReadOnlySpan<byte> utf8, string file, ImportNotes notes) => throw new NotImplementedException();
}
