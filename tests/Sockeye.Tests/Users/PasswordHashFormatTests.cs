using CsCheck;
using Sockeye.Control.Users;

namespace Sockeye.Tests.Users;

public sealed class PasswordHashFormatTests
{
    private const string Salt = "AAAAAAAAAAAAAAAAAAAAAA";
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string Bcrypt = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private static readonly string[] Prefixes = ["$argon2id$", "$2b$05$", "$6$", "$5$rounds=", "$y$", "$pbkdf2-sha256$", ""];

    [Theory]
    [InlineData("$argon2id$v=19$m=262144,t=10,p=1$" + Salt + "$" + Hash)]
    [InlineData("$2b$14$" + Bcrypt)]
    [InlineData("$2a$04$" + Bcrypt)]
    [InlineData("$pbkdf2-sha256$i=2000000$AAAA$" + Hash)]
    [InlineData("$pbkdf2-sha256$1$AAAA$" + Hash)]
    public void IsSupported_AtTheBound_IsTrue(string hash) =>
        PasswordHashFormat.IsSupported(hash, out var whyNot).ShouldBeTrue(whyNot);

    [Theory]
    [InlineData("", "kind")]
    [InlineData("password", "kind")]
    [InlineData("$1$salt$hash", "kind")]
    [InlineData("$2x$05$" + Bcrypt, "kind")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$" + Salt + "$" + Hash, "kind")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1$" + Salt + "$" + Hash, "version")]
    [InlineData("$argon2id$v=19$m=262145,t=2,p=1$" + Salt + "$" + Hash, "memory")]
    [InlineData("$argon2id$v=19$m=7,t=2,p=1$" + Salt + "$" + Hash, "memory")]
    [InlineData("$argon2id$v=19$m=19456,t=11,p=1$" + Salt + "$" + Hash, "passes")]
    [InlineData("$argon2id$v=19$m=19456,t=0,p=1$" + Salt + "$" + Hash, "passes")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4$" + Salt + "$" + Hash, "lane")]
    [InlineData("$argon2id$v=19$m=19456,t=-2,p=1$" + Salt + "$" + Hash, "parameters")]
    [InlineData("$argon2id$v=19$m=19456,t=2$" + Salt + "$" + Hash, "parameters")]
    [InlineData("$argon2id$v=19$m=99999999999,t=2,p=1$" + Salt + "$" + Hash, "parameters")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$" + Hash, "salt")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$" + Salt + "==$" + Hash, "salt")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$" + Salt + "$AAAA", "16 to 64")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$" + Salt, "looks like")]
    [InlineData("$2b$15$" + Bcrypt, "cost")]
    [InlineData("$2b$03$" + Bcrypt, "cost")]
    [InlineData("$2b$05$" + Bcrypt + "x", "characters")]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyO:W", "characters")]
    [InlineData("$6$rounds=1000001$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1", "rounds")]
    [InlineData("$6$rounds=x$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1", "rounds")]
    [InlineData("$6$saltstringsaltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1", "salt")]
    [InlineData("$6$saltstring$short", "looks like")]
    [InlineData("$y$jFT$LdJMENpBABJJ3hIHjB1Bi.$CbmXE/O/0bCHlsAzIaBSSe6Q31ZVeM4OxkjSOnAQ3C6", "256 MiB")]
    [InlineData("$y$jzzzzz$LdJMENpBABJJ3hIHjB1Bi.$CbmXE/O/0bCHlsAzIaBSSe6Q31ZVeM4OxkjSOnAQ3C6", "256 MiB")]
    [InlineData("$pbkdf2-sha256$i=2000001$AAAA$" + Hash, "iterations")]
    [InlineData("$pbkdf2-sha256$i=0$AAAA$" + Hash, "iterations")]
    [InlineData("$pbkdf2-sha256$i=1,l=31$AAAA$" + Hash, "l=")]
    [InlineData("$pbkdf2-sha256$x=1$AAAA$" + Hash, "parameters")]
    [InlineData("$pbkdf2-sha1$1000$AAAA$" + Hash, "sha256")]
    [InlineData("$pbkdf2-sha256$1000$$" + Hash, "salt")]
    [InlineData("$pbkdf2-sha256$1000$AAAA$AAAA", "16 to 32")]
    [InlineData("$pbkdf2-sha256$1000$AAAA$" + Hash + Hash, "16 to 32")]
    public void IsSupported_UnknownDamagedOrTooCostly_SaysWhyNot(string hash, string word)
    {
        PasswordHashFormat.IsSupported(hash, out var whyNot).ShouldBeFalse();
        whyNot.ShouldContain(word);
        whyNot.ShouldNotContain('\n');
    }

    [Fact]
    public void IsSupported_LongerThanAnyHash_IsRefusedByLength()
    {
        PasswordHashFormat.IsSupported("$6$" + new string('a', 100_000), out var whyNot).ShouldBeFalse();
        whyNot.ShouldContain("512");
    }

    [Fact]
    public void IsSupported_AnyText_NeverThrows() =>
        Gen.Select(Gen.Int[0, Prefixes.Length - 1], Gen.String[Gen.Char["$=,.mtp0192aAzZ+/ \0é"], 0, 100])
            .Sample((prefix, rest) => PasswordHashFormat.IsSupported(Prefixes[prefix] + rest, out var whyNot) == (whyNot.Length == 0));
}
