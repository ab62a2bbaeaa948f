using System.Text;
using Sockeye.Core;
using Sockeye.Core.Http;

namespace Sockeye.Tests.Core.Http;

public sealed class HttpMethodPeekTests
{
    [Theory]
    [InlineData("", ParseStatus.NeedMore, false)]
    [InlineData("C", ParseStatus.NeedMore, false)]
    [InlineData("CONNECT", ParseStatus.NeedMore, false)]
    [InlineData("CONNECT ", ParseStatus.Done, true)]
    [InlineData("CONNECT example.com:443", ParseStatus.Done, true)]
    [InlineData("G", ParseStatus.Done, false)]
    [InlineData("COPY", ParseStatus.Done, false)]
    [InlineData("CON ", ParseStatus.Done, false)]
    [InlineData("CONNECTX", ParseStatus.Done, false)]
    [InlineData("connect ", ParseStatus.Done, false)]
    [InlineData("CONNECT\t", ParseStatus.Invalid, false)]
    [InlineData("CONNECT\r\n", ParseStatus.Invalid, false)]
    [InlineData(" ", ParseStatus.Invalid, false)]
    [InlineData("\u0005", ParseStatus.Invalid, false)]
    public void Parse_OfABeginning_DecidesAsSoonAsItCan(string text, ParseStatus status, bool isConnect)
    {
        HttpMethodPeek.Parse(Encoding.Latin1.GetBytes(text), out var found).ShouldBe(status);
        found.ShouldBe(isConnect);
    }
}
