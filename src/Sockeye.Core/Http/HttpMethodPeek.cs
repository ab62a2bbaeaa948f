namespace Sockeye.Core.Http;

/// <summary>Tells CONNECT from every other request before the head is complete (RFC 9112 section 3).</summary>
public static class HttpMethodPeek
{
    internal static ReadOnlySpan<byte> Connect => "CONNECT "u8;

    /// <summary>
    /// Done as soon as it is decided whether the request begins with <c>CONNECT</c> and a space (methods are
    /// case-sensitive); nothing is consumed. Invalid where the deciding byte can stand in no method.
    /// </summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out bool isConnect)
    {
        isConnect = false;
        var common = input.CommonPrefixLength(Connect);
        if (common == Connect.Length)
        {
            isConnect = true;
            return ParseStatus.Done;
        }

        if (common == input.Length)
        {
            return ParseStatus.NeedMore;
        }

        var endsMethod = common > 0 && input[common] == ' ';
        return endsMethod || HttpHead.IsToken(input.Slice(common, 1)) ? ParseStatus.Done : ParseStatus.Invalid;
    }
}
