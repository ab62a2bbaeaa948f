using Sockeye.Control.Users;

namespace Sockeye.Tests.Users;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("alice@example.com")]
    [InlineData("Zoë 山")]
    [InlineData("😀")]
    public void TryValidate_GoodName_IsTrue(string name) => UserName.TryValidate(name, out _).ShouldBeTrue();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a:b", "colon")]
    [InlineData("a\nb", "control")]
    [InlineData("a\u007f", "control")]
    [InlineData("a\u0085", "control")]
    [InlineData("a\ufffd", "Unicode")]
    public void TryValidate_BadName_SaysWhy(string name, string word)
    {
        UserName.TryValidate(name, out var why).ShouldBeFalse();
        why.ShouldContain(word);
    }

    [Fact]
    public void TryValidate_HalfOfASurrogatePair_IsRefused() => UserName.TryValidate("a" + (char)0xd800, out _).ShouldBeFalse();

    [Theory]
    [InlineData(255, "a", true)]
    [InlineData(256, "a", false)]
    [InlineData(127, "é", true)]
    [InlineData(128, "é", false)]
    public void TryValidate_Length_CountsBytes(int count, string character, bool valid) =>
        UserName.TryValidate(string.Concat(Enumerable.Repeat(character, count)), out _).ShouldBe(valid);

    [Theory]
    [InlineData("alice@vless.local", true)]
    [InlineData("alice", false)]
    [InlineData("@b", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a @b", false)]
    [InlineData("a@b\n", false)]
    public void Email_TryValidate_WantsTwoPartsWithoutBlanks(string email, bool valid) =>
        EmailAddress.TryValidate(email, out _).ShouldBe(valid);
}
