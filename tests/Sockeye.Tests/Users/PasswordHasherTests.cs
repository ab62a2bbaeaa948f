using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;
using Sockeye.Native.Crypt;

namespace Sockeye.Tests.Users;

public sealed class PasswordHasherTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _control;
    private readonly PasswordHasher _hasher;

    public PasswordHasherTests()
    {
        _control = new ControlHarness(_directory);
        _hasher = new PasswordHasher(_control.Users, NullLogger<PasswordHasher>.Instance);
    }

    /// <summary>Published vectors, one or more a kind.</summary>
    public static TheoryData<string, string> Vectors => new()
    {
        // libsodium, test/default/pwhash_argon2id.c
        { "", "$argon2id$v=19$m=4882,t=2,p=1$bA81arsiXysd3WbTRzmEOw$Nm8QBM+7RH1DXo9rvp5cwKEOOOfD2g6JuxlXihoNcpE" },

        // Unix crypt using SHA-256 and SHA-512, Ulrich Drepper, test vectors
        { "Hello world!", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5" },
        { "Hello world!", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1" },
        { "Hello world!", "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v." },

        // crypt_blowfish, wrapper.c
        { "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
        { "U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
        { "U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },

        // RFC 7914 section 11
        { "Password", "$pbkdf2-sha256$i=80000,l=32$TmFDbA$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1Y" },
        { "Password", "$pbkdf2-sha256$i=80000$TmFDbA$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1Y" },

        // passlib's documentation of pbkdf2_sha256
        { "password", "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44" },

        // The vector of RFC 6070 with SHA-512, as widely published
        { "password", "$pbkdf2-sha512$4096$c2FsdA$0Zexsz2wFD4BixLz0dFHnmzevcyXxcD4f2kC4HL0V7UUPzBgJkGz1VzTNZiMs2uEN2Bg7NUy4Dm3QqI5Q0ry1Q" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verify_PublishedVector_SucceedsAndAsksForAReplacement(string password, string hash)
    {
        PasswordHashFormat.IsSupported(hash, out var whyNot).ShouldBeTrue(whyNot);
        _hasher.Verify(Encoding.UTF8.GetBytes(password), hash).ShouldBe(PasswordVerification.SucceededRehashNeeded);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verify_OtherPassword_Fails(string password, string hash)
    {
        _hasher.Verify(Encoding.UTF8.GetBytes(password + "x"), hash).ShouldBe(PasswordVerification.Failed);
        _hasher.Verify(Encoding.UTF8.GetBytes(password + "\0"), hash).ShouldBe(PasswordVerification.Failed);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verify_HashWithAnotherCharacter_Fails(string password, string hash)
    {
        // The middle of the hash, where every bit counts.
        var at = hash.Length - 10;
        var tampered = hash[..at] + (hash[at] == 'A' ? 'B' : 'A') + hash[(at + 1)..];

        _hasher.Verify(Encoding.UTF8.GetBytes(password), tampered).ShouldBe(PasswordVerification.Failed);
    }

    [Fact]
    public void Verify_BytesThatAreNotUtf8_AreHashedAsTheyAre() =>
        // crypt_blowfish, wrapper.c: the single byte A3
        _hasher.Verify([0xa3], "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq").ShouldBe(PasswordVerification.SucceededRehashNeeded);

    [Fact]
    public void Verify_BcryptBeyond72Bytes_TakesTheFirst72()
    {
        var hash = BCrypt.Net.BCrypt.HashPassword(new string('p', 72), 4);

        _hasher.Verify(Encoding.ASCII.GetBytes(new string('p', 72) + "anything"), hash).ShouldBe(PasswordVerification.SucceededRehashNeeded);
        _hasher.Verify(Encoding.ASCII.GetBytes(new string('p', 71)), hash).ShouldBe(PasswordVerification.Failed);
    }

    [Theory]
    [InlineData("U*U", true)]
    [InlineData("U*V", false)]
    [InlineData("U*U\0", false)]
    public void ManagedBcrypt_WhereThereIsNoLibcrypt_AgreesWithIt(string password, bool matches) =>
        BcryptHash.MatchesManaged(Encoding.UTF8.GetBytes(password), "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW").ShouldBe(matches);

    [Fact]
    public void ManagedBcrypt_BytesThatAreNotUtf8_MatchNothing() =>
        BcryptHash.MatchesManaged([0xa3], "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq").ShouldBeFalse();

    [Fact]
    public void Verify_Yescrypt_WorksWhereLibcryptHasIt()
    {
        Span<byte> result = stackalloc byte[384];
        Assert.SkipUnless(LibCrypt.TryHash("pw"u8, "$y$j75$LdJMENpBABJJ3hIHjB1Bi."u8, result, out var written), "this system's libcrypt has no yescrypt");
        var hash = Encoding.ASCII.GetString(result[..written]);

        PasswordHashFormat.IsSupported(hash, out var whyNot).ShouldBeTrue(whyNot);
        _hasher.Verify("pw"u8, hash).ShouldBe(PasswordVerification.SucceededRehashNeeded);
        _hasher.Verify("pv"u8, hash).ShouldBe(PasswordVerification.Failed);
    }

    [Fact]
    public void Hash_OfAPassword_IsArgon2idWithOwaspsParametersAndANewSalt()
    {
        var one = PasswordHasher.Hash("correct horse"u8);
        var two = PasswordHasher.Hash("correct horse"u8);

        one.ShouldMatch(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$");
        one.ShouldNotBe(two);
        _hasher.Verify("correct horse"u8, one).ShouldBe(PasswordVerification.Succeeded);
        _hasher.Verify("correct horsf"u8, one).ShouldBe(PasswordVerification.Failed);
    }

    [Fact]
    public void DecoyHash_IsReadable_AndFitsNothing()
    {
        PasswordHashFormat.IsSupported(_hasher.DecoyHash, out _).ShouldBeTrue();
        _hasher.Verify(""u8, _hasher.DecoyHash).ShouldBe(PasswordVerification.Failed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2id$v=19$m=999999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Verify_UnreadableHash_FailsWithoutAnException(string hash) =>
        _hasher.Verify("x"u8, hash).ShouldBe(PasswordVerification.Failed);

    [Fact]
    public void Rehash_ImportedHash_IsReplacedWithoutEndingSessions()
    {
        const string Imported = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        var added = _control.Users.Add(new NewUser { Name = "alice", PasswordHash = Imported });

        _hasher.Rehash(added.ToUser(), "U*U"u8);

        var after = _control.Users.Find("alice")!;
        after.PasswordVersion.ShouldBe(added.PasswordVersion);
        _hasher.Verify("U*U"u8, after.PasswordHash).ShouldBe(PasswordVerification.Succeeded);
    }

    [Fact]
    public void Rehash_PasswordChangedMeanwhile_ChangesNothing()
    {
        var added = _control.Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });
        _control.Users.SetPassword("alice", ControlHarness.OtherHash);

        _hasher.Rehash(added.ToUser(), "U*U"u8);

        _control.Users.Find("alice")!.PasswordHash.ShouldBe(ControlHarness.OtherHash);
    }

    public void Dispose()
    {
        _control.Dispose();
        _directory.Dispose();
    }
}
