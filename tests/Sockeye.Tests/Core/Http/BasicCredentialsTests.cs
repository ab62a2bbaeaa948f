using System.Text;
using Sockeye.Core.Http;

namespace Sockeye.Tests.Core.Http;

public sealed class BasicCredentialsTests
{
    [Fact]
    public void TryParse_OfTheRfcsExample_GivesAladdin()
    {
        BasicCredentials.TryParse("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", out var login).ShouldBeTrue();
        login.UserName.ShouldBe("Aladdin");
        login.Password.ToArray().ShouldBe("open sesame"u8.ToArray());
    }

    [Fact]
    public void TryParse_OfTheRfcsExampleInUtf8_KeepsThePoundSign()
    {
        BasicCredentials.TryParse("Basic dGVzdDoxMjPCow==", out var login).ShouldBeTrue();
        login.Password.ToArray().ShouldBe("123£"u8.ToArray());
    }

    [Fact]
    public void TryParse_WithColonsInThePassword_SplitsAtTheFirst()
    {
        BasicCredentials.TryParse(Value("a:b:c"), out var login).ShouldBeTrue();
        login.UserName.ShouldBe("a");
        login.Password.ToArray().ShouldBe("b:c"u8.ToArray());
    }

    [Theory]
    [InlineData(255, 255, true)]
    [InlineData(256, 1, false)]
    [InlineData(1, 256, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(5000, 5000, false)]
    public void TryParse_OfLengths_TakesWhatSocks5Could(int nameLength, int passwordLength, bool expected) =>
        BasicCredentials.TryParse(Value(new string('a', nameLength) + ":" + new string('b', passwordLength)), out _).ShouldBe(expected);

    [Fact]
    public void TryParse_OfNothing_IsFalse() => BasicCredentials.TryParse(null, out _).ShouldBeFalse();

    [Fact]
    public void Format_OfALogin_IsReadBack()
    {
        BasicCredentials.Format("Aladdin", "open sesame"u8).ShouldBe("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        BasicCredentials.Format("alice", default).ShouldBe("Basic YWxpY2U6");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a:b", 1)]
    [InlineData("a", 256)]
    public void Format_OfWhatCannotBeSent_Throws(string user, int passwordLength) =>
        Should.Throw<ArgumentException>(() => BasicCredentials.Format(user, new byte[passwordLength]));

    private static string Value(string plain) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(plain));
}
