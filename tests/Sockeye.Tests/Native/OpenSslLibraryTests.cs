using Sockeye.Engine.Transport.Tls;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Tests.Native;

public sealed class OpenSslLibraryTests
{
    [Fact]
    public void TryLoad_Twice_AnswersTheSame()
    {
        var first = OpenSslLibrary.TryLoad(out var version, out var whyNot);
        OpenSslLibrary.TryLoad(out var again, out _).ShouldBe(first);
        again.ShouldBe(version);
        if (first) version.ShouldStartWith("OpenSSL 3.");
        else whyNot.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Select_Auto_PrefersLibssl()
    {
        var provider = TlsProviders.Select(TlsKind.Auto, TimeProvider.System, out var reason);

        provider.Name.ShouldBe(OpenSslLibrary.TryLoad(out _, out _) ? "openssl" : "sslstream");
        reason.ShouldNotBeEmpty();
        TlsProviders.Select(TlsKind.SslStream, TimeProvider.System, out _).Name.ShouldBe("sslstream");
    }
}
