using System.Text;
using CsCheck;
using Sockeye.Control.Importing;
using Sockeye.Control.Users;

namespace Sockeye.Tests.Importing;

public sealed class ImportedPasswordReaderTests
{
    private const string Salt = "AAAAAAAAAAAAAAAAAAAAAA";
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly string[] Beginnings = ["", "$6$", "$2b$10$", "$argon2id$", "$1$", "<", "your-"];

    [Theory]
    [InlineData("hashed_password")]
    [InlineData("hashed_password_here")]
    [InlineData("Hashed_Password_HERE")]
    [InlineData("<PASSWORD_HASH>")]
    [InlineData("<your password>")]
    [InlineData("PASSWORD")]
    [InlineData("password_hash")]
    [InlineData("your_password")]
    [InlineData("your_password_here")]
    [InlineData("your-strong-password")]
    [InlineData("change_me")]
    [InlineData("CHANGEME")]
    [InlineData("change-me")]
    [InlineData("replace_me")]
    [InlineData("placeholder")]
    [InlineData("TODO")]
    [InlineData("********")]
    [InlineData("*")]
    [InlineData("xxx")]
    [InlineData("XXXXXXXX")]
    [InlineData("...")]
    [InlineData("${ALICE_PASSWORD}")]
    public void IsPlaceholder_WhatStandsInExamples_IsTrue(string text)
    {
        ImportedPasswordReader.IsPlaceholder(text).ShouldBeTrue();
        ImportedPasswordReader.TryRead(text, out var password, out var whyNot).ShouldBeFalse();
        password.ShouldBeNull();
        whyNot.ShouldStartWith("a placeholder");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hashed_password_here\n")]
    [InlineData("hashed_password_here2")]
    [InlineData("my hashed_password")]
    [InlineData("password1")]
    [InlineData("<a><b>")]
    [InlineData("<>")]
    [InlineData("xx")]
    [InlineData("xxxy")]
    [InlineData("..")]
    [InlineData("**a**")]
    [InlineData("yourself")]
    [InlineData("todo list")]
    public void IsPlaceholder_AnythingElse_IsFalse(string text) => ImportedPasswordReader.IsPlaceholder(text).ShouldBeFalse();

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("$")]
    [InlineData("$money$")]
    [InlineData("$a$b")]
    [InlineData("a$6$salt$hash")]
    [InlineData("$six dollars$ and $more$")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99")]
    [InlineData("tab\there")]
    public void TryRead_Password_IsClear(string text)
    {
        ImportedPasswordReader.TryRead(text, out var password, out var whyNot).ShouldBeTrue(whyNot);

        (password!.Text, password.IsHash, whyNot).ShouldBe((text, false, ""));
        password.ToString().ShouldBe("***");
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$" + Salt + "$" + Hash)]
    [InlineData("$2a$10$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$2y$12$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$pbkdf2-sha256$29000$" + Salt + "$" + Hash)]
    public void TryRead_SupportedHash_IsHash(string text)
    {
        PasswordHashFormat.IsSupported(text, out var why).ShouldBeTrue(why);

        ImportedPasswordReader.TryRead(text, out var password, out var whyNot).ShouldBeTrue(whyNot);

        (password!.Text, password.IsHash, whyNot).ShouldBe((text, true, ""));
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$" + Salt + "$" + Hash, "memory")]
    [InlineData("$argon2id$", "Argon2id")]
    [InlineData("$2b$10$short", "bcrypt")]
    [InlineData("$2a$", "bcrypt")]
    [InlineData("$pbkdf2-sha1$1000$AAAA$" + Hash, "sha256")]
    public void TryRead_DamagedOrTooCostlyHash_SaysWhyAndIsNoPassword(string text, string word)
    {
        ImportedPasswordReader.TryRead(text, out var password, out var whyNot).ShouldBeFalse();

        password.ShouldBeNull();
        whyNot.ShouldStartWith("a password hash that can't be used here: ");
        whyNot.ShouldContain(word);
        whyNot.ShouldNotContain(Hash);
    }

    [Theory]
    [InlineData("$5$")]
    [InlineData("$6$salt$short")]
    [InlineData("$y$j9T$salt$short")]
    [InlineData("$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/")]
    [InlineData("$apr1$saltsalt$qjXMvbEw8oaL.CzflDtaK/")]
    [InlineData("$argon2i$v=19$m=4096,t=3,p=1$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A")]
    [InlineData("$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E")]
    [InlineData("$2x$12$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$sha1$40000$jtNX3nZ2$hBNaIXkt4wBI2o5rsi8KejSjNqIq")]
    public void TryRead_HashThatIsNotVerifiedHere_IsNeverAPassword(string text)
    {
        ImportedPasswordReader.TryRead(text, out var password, out var whyNot).ShouldBeFalse();

        password.ShouldBeNull();
        whyNot.ShouldContain("hash");
        whyNot.ShouldNotContain(text);
    }

    [Theory]
    [InlineData(255, "a", true)]
    [InlineData(256, "a", false)]
    [InlineData(127, "é", true)]
    [InlineData(128, "é", false)]
    [InlineData(0, "a", false)]
    public void TryRead_Length_CountsBytes(int count, string character, bool taken) =>
        ImportedPasswordReader.TryRead(new StringBuilder().Insert(0, character, count).ToString(), out _, out _).ShouldBe(taken);

    [Theory]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99", true)]
    [InlineData("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", true)]
    [InlineData("5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8", true)]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf9", false)]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf9g", false)]
    public void LooksLikeDigest_HexadecimalOfADigestsLength_IsTrue(string text, bool looks) =>
        ImportedPasswordReader.LooksLikeDigest(text).ShouldBe(looks);

    [Fact]
    public void TryRead_AnyText_GivesAPasswordOrAReason() =>
        Gen.Select(Gen.Int[0, Beginnings.Length - 1].Select(i => Beginnings[i]), Gen.String[Gen.Char["$=,.<>*xX0192aAzZ+/ \0\né…"], 0, 300])
            .Sample((prefix, rest) =>
            {
                var taken = ImportedPasswordReader.TryRead(prefix + rest, out var password, out var whyNot);
                return taken == (password is not null) && taken == (whyNot.Length == 0) && !whyNot.Contains('\n', StringComparison.Ordinal);
            });
}
