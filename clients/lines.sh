# Sourced by the clients that send lines as they are: the rows of harness/rows.py as line protocol.

lines() {
    cat <<END
$1,city=Zürich,site=north\,\ "A"\=1,path=C:\\\\data level=-3.5,count=9007199254740991i,big=9223372036854775807i,open=t,note="say \"hi\" \\\\ ☃, a=b",face="🌊",story="one\\
two",hash=0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffi,seen=1767225601234567t,seen_exactly=1767225601234567891n 1767225602000001000
$1,city=東京,site=south,path=\\\\ level=1.7976931348623157e308,count=-9007199254740991i,big=-9223372036854775807i,smallest=-9223372036854775808i,open=F,note="",face="a𝄞z",story="\\
",hash=0x1i,seen=0t,seen_exactly=1n 1767225603000000000
$1,city=Zürich count=0i 1767139200000000000
$1,city=Oslo level=0.30000000000000004 1767225602000001000
END
}

good_line() {
    echo "$1 level=1.0 1767225600000000000"
}

bad_lines() {
    printf '%s\n' "$1 level=2.0 1767225601000000000" "$1 level=\"high\" 1767225602000000000" "$1 level=3.0 1767225603000000000"
}
