using Sockeye.Core;
using Sockeye.Core.Http;

namespace Sockeye.Tests.Testing;

/// <summary>A parser as every one in the house is shaped.</summary>
internal delegate ParseStatus Parser<T>(ReadOnlySpan<byte> input, out T value, out int consumedBytes);

/// <summary>
/// What holds for every parser, however its bytes come: each check tries every cut, which is the same as one byte at a
/// time, because parsers keep no state.
/// </summary>
internal static class ParserHarness
{
    /// <summary>Bytes from hexadecimal digits; spaces are for the reader.</summary>
    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>
    /// Reads one whole message: more is needed at every cut before its last byte, then it is done, and what follows it
    /// is neither taken nor changes what was read.
    /// </summary>
    public static T ReadWhole<T>(Parser<T> parse, ReadOnlySpan<byte> message)
    {
        for (var length = 0; length < message.Length; length++)
        {
            parse(message[..length], out _, out var early).ShouldBe(ParseStatus.NeedMore, $"cut at {length} of {message.Length}");
            early.ShouldBe(0);
        }

        parse(message, out var value, out var consumed).ShouldBe(ParseStatus.Done);
        consumed.ShouldBe(message.Length);

        foreach (var extra in (byte[][])[[0x00], [0x05], "\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), new byte[70_000]])
        {
            parse([.. message, .. extra], out var again, out consumed).ShouldBe(ParseStatus.Done);
            consumed.ShouldBe(message.Length);
            Describe(again).ShouldBe(Describe(value));
        }

        return value;
    }

    /// <summary>Checks that the bytes are refused with byte number <paramref name="decidedAt"/> (from 1), not before and for ever after.</summary>
    public static void ShouldBeInvalid<T>(Parser<T> parse, ReadOnlySpan<byte> input, int decidedAt)
    {
        for (var length = 0; length <= input.Length; length++)
        {
            parse(input[..length], out _, out var consumed)
                .ShouldBe(length < decidedAt ? ParseStatus.NeedMore : ParseStatus.Invalid, $"cut at {length} of {input.Length}");
            consumed.ShouldBe(0);
        }

        parse([.. input, .. new byte[70_000]], out _, out _).ShouldBe(ParseStatus.Invalid);
    }

    /// <summary>
    /// What holds for any bytes at all: no exception, nothing taken that is not there, nothing taken unless done, and a
    /// decision that further bytes do not change.
    /// </summary>
    /// <returns>The decision on all the bytes.</returns>
    public static ParseStatus ShouldBeTotal<T>(Parser<T> parse, ReadOnlySpan<byte> input)
    {
        (ParseStatus Status, int Consumed, string Value)? decided = null;
        for (var length = 0; length <= input.Length; length++)
        {
            var status = parse(input[..length], out var value, out var consumed);
            consumed.ShouldBeInRange(0, length);
            if (status != ParseStatus.Done)
            {
                consumed.ShouldBe(0);
            }

            var outcome = (status, consumed, Describe(value));
            if (decided is { } before)
            {
                outcome.ShouldBe(before, $"bytes behind the decision changed it, at {length}");
            }
            else if (status != ParseStatus.NeedMore)
            {
                decided = outcome;
            }
        }

        return decided?.Status ?? ParseStatus.NeedMore;
    }

    /// <summary>A value with all that it holds, secrets too: this is a test.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "",
        Credentials login => $"{login.UserName}:{Convert.ToHexString(login.Password.Span)}",
        ConnectRequest request =>
            $"{request.AuthorityAsSent} {request.Destination} {Describe(request.Credentials)} {request.HasMalformedCredentials} {request.Fault}",
        _ => value.ToString() ?? "",
    };
}
