using CsCheck;
using Sockeye.Core;

namespace Sockeye.Tests.Core;

public sealed class PeerTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text é €", "plain text é €")]
    [InlineData("😀", "😀")]
    [InlineData("a\r\nb\t", @"a\x0d\x0ab\x09")]
    [InlineData("\u001b[31m", @"\x1b[31m")]
    [InlineData("\u007f\u009b", @"\x7f\x9b")]
    [InlineData(@"\x1b", @"\\x1b")]
    [InlineData("a\u202Eb\u200B\u2066\uFEFF", @"a\u202eb\u200b\u2066\ufeff")]
    [InlineData("\u00AD", @"\xad")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\uE000", @"\ue000")]
    [InlineData("\U000E0041", @"\udb40\udc41")]
    public void Escape_OfWhatCouldDoHarm_WritesItsCode(string text, string expected) => PeerText.Escape(text, 100).ShouldBe(expected);

    [Fact]
    public void Escape_OfALoneSurrogate_WritesItsCode() => PeerText.Escape(['a', '\uD83D'], 100).ShouldBe(@"a\ud83d");

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab\r\n", 8, @"ab\x0d…")]
    [InlineData("ab\r", 6, @"ab\x0d")]
    [InlineData("a😀😀", 3, "a…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void Escape_OfMoreThanFits_CutsBetweenCharacters(string text, int maximum, string expected) =>
        PeerText.Escape(text, maximum).ShouldBe(expected);

    [Fact]
    public void Escape_OfAnything_IsShortAndHarmless() =>
        Gen.Select(Gen.Char.Array[0, 40], Gen.Int[0, 60]).Sample((text, maximum) =>
        {
            var escaped = PeerText.Escape(text, maximum);
            escaped.Length.ShouldBeLessThanOrEqualTo(maximum);
            escaped.ShouldNotContain(c => char.IsControl(c));
        });
}
