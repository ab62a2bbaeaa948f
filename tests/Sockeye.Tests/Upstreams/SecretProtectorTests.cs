using Sockeye.Control.Storage;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Upstreams;

public sealed class SecretProtectorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Open_WhatWasSealed_IsTheSecret()
    {
        var secrets = new SecretProtector(_directory.Path);
        var one = secrets.Seal("päss", "purpose");
        one.ShouldNotBe(secrets.Seal("päss", "purpose"));
        new SecretProtector(_directory.Path).Open(one, "purpose").ShouldBe("päss");
    }

    [Fact]
    public void Seal_FirstSecret_CreatesAKeyForTheOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        new SecretProtector(_directory.Path).Seal("x", "purpose");
        var file = Directory.GetFiles(_directory.Path).Single();
        Path.GetFileName(file).ShouldBe("secret.key");
        new FileInfo(file).Length.ShouldBe(32);
#pragma warning disable CA1416 // Skipped above.
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    [Fact]
    public async Task Seal_BySeveralAtOnceWithoutAKey_IsUnderOneKey()
    {
        using var start = new Barrier(4);
        var sealing = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return new SecretProtector(_directory.Path).Seal("x", "purpose");
            },
            TaskCreationOptions.LongRunning));
        var sealedSecrets = await Task.WhenAll(sealing);

        sealedSecrets.ShouldAllBe(secret => new SecretProtector(_directory.Path).Open(secret, "purpose") == "x");
        Directory.GetFiles(_directory.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        var secrets = new SecretProtector(_directory.Path);
        var secret = secrets.Seal("secret", "purpose");
        for (var i = 0; i < secret.Length; i++)
        {
            byte[] tampered = [.. secret];
            tampered[i] ^= 1;
            Refused(tampered, "purpose", "");
            Refused(secret[..i], "purpose", "");
        }
    }

    [Fact]
    public void Open_MovedToAnotherPurpose_IsRefused() => Refused(new SecretProtector(_directory.Path).Seal("x", "one"), "two", "damaged");

    [Fact]
    public void Open_KeyOfWrongLength_IsRefusedAndNotReplaced()
    {
        var secret = new SecretProtector(_directory.Path).Seal("x", "purpose");
        var file = _directory.File("secret.key");
        File.WriteAllBytes(file, [1, 2, 3]);

        Refused(secret, "purpose", "32 bytes");
        Should.Throw<StoreException>(() => new SecretProtector(_directory.Path).Seal("x", "purpose"));
        File.ReadAllBytes(file).ShouldBe([1, 2, 3]);
    }

    public void Dispose() => _directory.Dispose();

    private void Refused(byte[] secret, string purpose, string word)
    {
        var exception = Should.Throw<StoreException>(() => new SecretProtector(_directory.Path).Open(secret, purpose));
        exception.Error.ShouldBe(StoreError.SecretUnavailable);
        exception.Message.ShouldContain(word);
    }
}
