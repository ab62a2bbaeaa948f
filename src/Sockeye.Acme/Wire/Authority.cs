namespace Sockeye.Acme.Wire;

/// <summary>Who answers, for messages, and which of the addresses that it names are asked.</summary>
internal sealed class Authority
{
    private readonly string _scheme;

    /// <exception cref="ArgumentException">No address of the web.</exception>
    public Authority(Uri directory)
    {
        if (!directory.IsAbsoluteUri || (directory.Scheme != Uri.UriSchemeHttps && directory.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException("a directory is an absolute https address", nameof(directory));
        }

        Name = directory.Authority;
        _scheme = directory.Scheme;
    }

    /// <summary>Its host, with the port where that is not the usual one.</summary>
    public string Name { get; }

    /// <summary>Something of it can't be used.</summary>
    public AcmeException Fault(string what, Exception? inner = null) => new($"{Name} {what}", inner: inner);

    /// <summary>An address that has to be there.</summary>
    public Uri RequiredUrl(string? text, string where) =>
        OptionalUrl(text, where) ?? throw Fault($"names no address for {where}");

    /// <summary>An address to send requests to: https, or as the directory itself (RFC 8555 section 6.1 wants https always).</summary>
    public Uri? OptionalUrl(string? text, string where) => text switch
    {
        null => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && IsAsked(url) => url,
        _ => throw Fault($"names an address for {where} that is not asked: {PrintableText.Of(text) ?? "an empty one"}"),
    };

    /// <summary>A page for people: what is none is left out.</summary>
    public static Uri? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url : null;

    /// <summary>Whether an address may be asked.</summary>
    public bool IsAsked(Uri url) => (url.Scheme == Uri.UriSchemeHttps || url.Scheme == _scheme) && url.UserInfo.Length == 0;

    /// <summary>A word of the protocol as a value.</summary>
    public T Word<T>(string? text, string where)
        where T : struct, Enum =>
        text is { Length: > 0 } && text.All(char.IsAsciiLetterLower)
        && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Fault($"calls {where} \"{PrintableText.Of(text)}\", which is no status of it");
}
