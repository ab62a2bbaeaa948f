using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>What <c>streamSettings</c> says.</summary>
/// <param name="IsTls">Whether TLS is spoken.</param>
/// <param name="Tls"><c>tlsSettings</c> where TLS is spoken and they are there; not yet told of.</param>
/// <param name="AcceptsProxy">Whether every connection begins with a PROXY header.</param>
/// <param name="Place">Of <c>security</c>, or of what it is missing in.</param>
internal sealed record XrayStream(bool IsTls, SourceObject? Tls, bool AcceptsProxy, SourcePlace Place);
