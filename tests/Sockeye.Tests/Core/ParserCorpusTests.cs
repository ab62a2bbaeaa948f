using CsCheck;
using Sockeye.Core;
using Sockeye.Core.Http;
using Sockeye.Core.ProxyProtocol;
using Sockeye.Core.Socks5;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Core;

/// <summary>Every parser on its corpus, on the corpus with bytes changed, and on bytes that mean nothing.</summary>
public sealed class ParserCorpusTests
{
    private static readonly Dictionary<string, Func<byte[], ParseStatus>> Parsers = new()
    {
        ["socks5-greeting"] = b => ParserHarness.ShouldBeTotal<Socks5Greeting>(Socks5Greeting.Parse, b),
        ["socks5-method-selection"] = b => ParserHarness.ShouldBeTotal<byte>(Socks5MethodSelection.Parse, b),
        ["socks5-login"] = b => ParserHarness.ShouldBeTotal<Credentials?>(Socks5Login.Parse, b),
        ["socks5-login-reply"] = b => ParserHarness.ShouldBeTotal<bool>(Socks5LoginReply.Parse, b),
        ["socks5-request"] = b => ParserHarness.ShouldBeTotal<Socks5Request>(Socks5Request.Parse, b),
        ["socks5-reply"] = b => ParserHarness.ShouldBeTotal<Socks5Reply>(Socks5Reply.Parse, b),
        ["http-method-peek"] = b => ParserHarness.ShouldBeTotal<bool>(Peek, b),
        ["connect-request"] = b => ParserHarness.ShouldBeTotal<ConnectRequest?>(ConnectRequest.Parse, b),
        ["connect-response"] = b => ParserHarness.ShouldBeTotal<ConnectResponse>(ConnectResponse.Parse, b),
        ["proxy-header"] = b => ParserHarness.ShouldBeTotal<ProxyHeader>(ProxyHeader.Parse, b),
    };

    public static TheoryData<string> ParserNames => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfTheCorpus_GivesWhatTheFileNameSays(string parser)
    {
        var files = Corpus.Of(parser).ToList();
        files.Count.ShouldBeGreaterThan(2);
        foreach (var (name, bytes) in files)
        {
            Parsers[parser](bytes).ShouldBe(Corpus.Expected(name), $"{parser}/{name}");
        }
    }

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfTheCorpusWithBytesChanged_IsTotal(string parser)
    {
        var seeds = Corpus.Of(parser).Select(f => f.Bytes).Where(b => b.Length is > 0 and < 600).ToArray();
        var changes = Gen.Select(Gen.Int[0, 599], Gen.Byte).Array[1, 4];
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), changes).Sample(
            (seed, edits) =>
            {
                var bytes = seed.ToArray();
                foreach (var (position, value) in edits)
                {
                    bytes[position % bytes.Length] = value;
                }

                Parsers[parser](bytes);
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfAnyBytes_IsTotal(string parser) =>
        Gen.Byte.Array[0, 80].Sample(bytes => { Parsers[parser](bytes); }, iter: 300);

    private static ParseStatus Peek(ReadOnlySpan<byte> input, out bool isConnect, out int consumedBytes)
    {
        consumedBytes = 0;
        return HttpMethodPeek.Parse(input, out isConnect);
    }
}
