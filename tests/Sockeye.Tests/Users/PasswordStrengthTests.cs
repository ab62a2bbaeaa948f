using System.Text;
using Sockeye.Control.Users;

namespace Sockeye.Tests.Users;

public sealed class PasswordStrengthTests
{
    [Theory]
    [InlineData("short1", "characters")]
    [InlineData("", "characters")]
    [InlineData("aaaaaaaaaaaaaaaa", "again")]
    [InlineData("731950284617", "digits")]
    [InlineData("my-Alice-loves-me", "name")]
    [InlineData("Password12345", "common")]
    [InlineData("qwertyuiop123", "common")]
    [InlineData("abcdefghijklmn", "common")]
    public void Warning_WeakPassword_SaysWhatIsWeak(string password, string word)
    {
        var warning = PasswordStrength.Warning(Encoding.UTF8.GetBytes(password), "alice");

        warning.ShouldNotBeNull().ShouldContain(word);
        warning.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("x7#kPq2!mZ0v")]
    public void Warning_OtherPassword_IsNull(string password) =>
        PasswordStrength.Warning(Encoding.UTF8.GetBytes(password), "al").ShouldBeNull();

    [Fact]
    public void Generate_Password_IsLongPlainAndNeverTheSame()
    {
        var passwords = Enumerable.Range(0, 200).Select(_ => PasswordGenerator.Generate()).ToList();

        passwords.ShouldAllBe(password => password.Length == 24 && Uri.EscapeDataString(password) == password);
        passwords.SelectMany(password => password).Distinct().Count().ShouldBe(32);
        passwords.Distinct().Count().ShouldBe(200);
        passwords.ShouldAllBe(password => PasswordStrength.Warning(Encoding.ASCII.GetBytes(password), "alice") == null);
    }
}
